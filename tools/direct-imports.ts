/**
 * For the bundle: what is imported through a module's door is imported from the file behind it, so that a command loads
 * what it uses and not all that the module offers. Only doors that do nothing but hand on are seen through.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Plugin } from 'esbuild'
import { root } from './sources.ts'

const DOOR = '@occtet/toolkit/'
const source = join(root, 'packages/toolkit/src')

/** Where a name that a door hands on really is. */
interface Origin {
  readonly file: string
  readonly name: string
}

export function directImports(): Plugin {
  const doors = new Map<string, ReadonlyMap<string, Origin>>()
  return {
    name: 'direct-imports',
    setup: (build) => {
      build.onLoad(
        { filter: /[\\/](?:apps[\\/](?:cli|server)|packages[\\/]toolkit)[\\/]src[\\/].*\.ts$/ },
        ({ path }) => {
          const text = readFileSync(path, 'utf8')
          return { contents: rewriteImports(text, path, (door) => readDoor(doors, door)), loader: 'ts' }
        },
      )
    },
  }
}

type ReadDoor = (file: string) => ReadonlyMap<string, Origin>

const statement = /^import \{([^}]*)\} from '([^']+)'$/gm

/** Text of a source with its imports through doors replaced; other statements stay as they are. */
export function rewriteImports(text: string, path: string, doorOf: ReadDoor): string {
  return text.replace(statement, (whole: string, list: string, from: string) => {
    const door = doorFile(from, path)
    if (door === undefined) return whole
    const known = doorOf(door)
    const rest: string[] = []
    const direct = splitList(list).flatMap((item) => {
      const { name, local } = toNames(item)
      const origin = item.startsWith('type ') ? undefined : known.get(name)
      if (origin !== undefined)
        return `import { ${origin.name} as ${local} } from ${JSON.stringify(origin.file)}`
      rest.push(item)
      return []
    })
    return [...direct, ...(rest.length === 0 ? [] : [`import { ${rest.join(', ')} } from '${from}'`])].join(
      ';',
    )
  })
}

function doorFile(from: string, path: string): string | undefined {
  if (from.startsWith(DOOR)) return join(source, from.slice(DOOR.length), 'index.ts')
  return from.startsWith('.') && from.endsWith('/index.ts') ? resolve(dirname(path), from) : undefined
}

function readDoor(
  doors: Map<string, ReadonlyMap<string, Origin>>,
  file: string,
): ReadonlyMap<string, Origin> {
  const known = doors.get(file)
  if (known !== undefined) return known
  const found = new Map<string, Origin>()
  doors.set(file, found)
  if (!existsSync(file)) return found
  for (const [, list = '', from = ''] of readFileSync(file, 'utf8').matchAll(handedOn)) {
    if (!from.startsWith('.')) continue
    const target = resolve(dirname(file), from)
    const behind = from.endsWith('/index.ts') ? readDoor(doors, target) : undefined
    for (const item of splitList(list)) {
      if (item.startsWith('type ')) continue
      const { name, local } = toNames(item)
      found.set(local, behind?.get(name) ?? { file: target, name })
    }
  }
  return found
}

const handedOn = /^export \{([^}]*)\} from '([^']+)'$/gm

function splitList(list: string): readonly string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** `a as b`: known as `b` here, as `a` there. */
function toNames(item: string): { readonly name: string; readonly local: string } {
  const [name = '', local = name] = item.split(' as ')
  return { name, local }
}
