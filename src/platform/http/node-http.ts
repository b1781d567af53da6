/**
 * Node's own HTTP, not by `import`: that makes an ES module of it by reading all that it exports, and so loads `fetch` and `WebSocket`, which
 * takes a twentieth of a start.
 */
export const { STATUS_CODES, ServerResponse } = process.getBuiltinModule('node:http');
