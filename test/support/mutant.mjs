import { registerHooks } from 'node:module';

/**
 * Given to Node's `--import`, it changes one line of the compiled server while that is loaded, as mutation testing does, so that a test can
 * show that it would notice. `MUTATION` says which: `{ "module": the end of its path, "find": a text in it, "replace": another }`.
 */
const { module, find, replace } = JSON.parse(process.env.MUTATION ?? 'null');

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(module)) return loaded;
    const source = String(loaded.source);
    if (source.split(find).length !== 2) throw new Error(`${module} does not say "${find}" once`);
    return { ...loaded, source: source.replace(find, () => replace) };
  },
});
