/** From a module specifier to the package that it names (Node.js, "Modules: Packages"; webpack and Deno spellings too). */

/** Undefined: a path, an address, `#name`, or nothing that names a package. */
export function packageOf(specifier: string): string | undefined {
  const bare = specifier.startsWith('npm:') ? specifier.slice(4).replace(/^\//, '') : specifier
  const found = /^(?:@[\w.~-]{1,214}\/)?[\w.~-]{1,214}/.exec(bare)?.[0]
  if (found === undefined || found.startsWith('.') || found.startsWith('~')) return undefined
  const next = bare.charAt(found.length)
  const isWhole = next === '' || next === '/' || next === '?' || next === '#' || next === '@'
  return isWhole ? found : undefined
}

/** Parts of a specifier with webpack's inline loaders, `style-loader!css-loader!./a.css`. */
export function partsOf(specifier: string): readonly string[] {
  return specifier.includes('!') ? specifier.split('!').filter((part) => part !== '') : [specifier]
}

/** Modules of Node itself that may be asked for without `node:` (Node.js 20 to 24, `module.builtinModules`). */
const builtins = new Set(
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
)

/** `punycode` is Node's own, `punycode/` is the package; `node:x` never names a package. */
export function isBuiltin(specifier: string): boolean {
  if (specifier.startsWith('node:')) return true
  const slash = specifier.indexOf('/')
  return builtins.has(slash < 0 ? specifier : specifier.slice(0, slash)) && !specifier.endsWith('/')
}
