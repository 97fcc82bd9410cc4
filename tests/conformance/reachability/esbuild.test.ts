/** An independent reader as oracle: the packages that esbuild finds imported from the same files. */
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type ImportKind } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { readImports } from '../../../packages/toolkit/src/reachability/javascript/imports.ts'
import { kindOf } from '../../../packages/toolkit/src/reachability/javascript/scripts.ts'
import { isBuiltin, packageOf } from '../../../packages/toolkit/src/reachability/javascript/specifier.ts'

const own = fileURLToPath(new URL('../../../', import.meta.url))
/** More trees, checked out by whoever runs this: a folder of folders. */
const others = process.env['OCCTET_TREES']
const trees = [
  join(own, 'packages'),
  join(own, 'apps'),
  ...(others !== undefined && existsSync(others)
    ? readdirSync(others, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [join(others, entry.name)] : [],
      )
    : []),
]

const left = new Set(['node_modules', '.git', 'dist', 'build', 'testdata', '.cache'])

function filesOf(root: string): readonly string[] {
  const found: string[] = []
  const pending = [root]
  for (const folder of pending) {
    for (const entry of readdirSync(folder, { withFileTypes: true }) as readonly Dirent[]) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !left.has(entry.name)) pending.push(path)
      else if (
        /\.(?:[mc]?[jt]s|[jt]sx)$/.test(entry.name) &&
        !entry.name.endsWith('.d.ts') &&
        statSync(path).size < 500_000
      )
        found.push(path)
    }
  }
  return found.sort()
}

const loads = new Set<ImportKind>(['import-statement', 'require-call', 'dynamic-import', 'require-resolve'])

/** By file: the specifiers that esbuild sees when it resolves nothing. Files that it cannot parse are left out. */
async function oracle(
  root: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const seen = new Map<string, Set<string>>()
  const broken = new Set<string>()
  for (let at = 0; at < files.length; at += 400) {
    const entryPoints = files.slice(at, at + 400)
    for (const file of entryPoints) seen.set(relative(root, file), new Set())
    await build({
      entryPoints,
      bundle: true,
      write: false,
      outdir: join(root, '.none'),
      logLevel: 'silent',
      loader: { '.js': 'jsx' },
      // Type imports are no loads, and unused imports must not be dropped before the oracle sees them.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      plugins: [
        {
          name: 'record',
          setup(api) {
            api.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
              if (kind === 'entry-point') return undefined
              if (loads.has(kind)) seen.get(relative(root, importer))?.add(path)
              return { path, external: true }
            })
          },
        },
      ],
    }).catch((cause: unknown) => {
      const errors =
        typeof cause === 'object' && cause !== null && 'errors' in cause && Array.isArray(cause.errors)
          ? cause.errors
          : []
      for (const error of errors as readonly { readonly location?: { readonly file: string } | null }[])
        if (error.location) broken.add(relative(root, join(process.cwd(), error.location.file)))
    })
  }
  for (const file of broken) seen.delete(file)
  return seen
}

function ours(
  path: string,
  text: string,
): { readonly loads: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
  const { uses } = readImports(text, kindOf(path, text))
  const packages = (kinds: readonly string[]): ReadonlySet<string> =>
    new Set(uses.filter(({ kind }) => kinds.includes(kind)).flatMap(({ specifier }) => packagesOf(specifier)))
  return { loads: packages(['load', 'inline-types']), all: packages(['load', 'inline-types', 'types']) }
}

function packagesOf(specifier: string): readonly string[] {
  return isBuiltin(specifier) ? [] : [packageOf(specifier) ?? []].flat()
}

describe('packages that files import, beside esbuild', () => {
  it.each(trees.map((root) => [root.split(sep).at(-1), root] as const))(
    '%s',
    async (_, root) => {
      const files = filesOf(root)
      const expected = await oracle(root, files)
      const missed: string[] = []
      const extra: string[] = []
      let agreed = 0
      for (const [path, specifiers] of expected) {
        const found = ours(path, readFileSync(join(root, path), 'utf8'))
        const wanted = new Set([...specifiers].flatMap(packagesOf))
        for (const name of wanted) {
          if (found.all.has(name)) agreed++
          else missed.push(`${path}: ${name}`)
        }
        for (const name of found.loads) if (!wanted.has(name)) extra.push(`${path}: ${name}`)
      }
      console.log(
        `${files.length} files, ${expected.size} read by both: ${agreed} imports agree, ${missed.length} missed, ${extra.length} more`,
      )
      for (const line of extra.slice(0, 10)) console.log(`  more: ${line}`)
      expect(missed).toEqual([])
      expect(expected.size).toBeGreaterThanOrEqual(files.length * 0.8)
      // esbuild leaves out what it can prove to be dead, calls of a shadowed `require`, and what it does not follow.
      expect(extra.length).toBeLessThanOrEqual(Math.max(3, agreed * 0.02))
    },
    120_000,
  )
})
