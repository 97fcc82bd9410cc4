/** Which distribution a tree is (os-release(5)): the namespace of its packages. */
import type { Near } from '../ecosystem.ts'

const places = ['etc/os-release', 'usr/lib/os-release'] as const

export interface Distro {
  /** `debian`, `alpine`; the namespace of its packages. */
  readonly id: string
  /** `debian-12`: the qualifier `distro`, by which advisories of one release are chosen. Absent where nothing says it. */
  readonly release?: string
}

/** Of the root that holds the database at `path`; `fallback` where it does not say. */
export function distroOf(near: Near, path: string, fallback: string): Distro {
  const release = readOsRelease(near, path)
  const id = release.get('ID')?.toLowerCase() ?? fallback
  const version = release.get('VERSION_ID') ?? release.get('VERSION_CODENAME')
  return { id, ...(version === undefined || version === '' ? {} : { release: `${id}-${version}` }) }
}

/** Names to values, quotes taken off. Empty where there is no such file. */
export function readOsRelease(near: Near, path: string): ReadonlyMap<string, string> {
  const up = '../'.repeat(rootDepth(path))
  for (const place of places) {
    const file = near(`${up}${place}`)
    if (file === undefined) continue
    return new Map(
      file.text.split('\n').flatMap((line): readonly (readonly [string, string])[] => {
        const [, name, value = ''] = /^([A-Z_0-9]+)=(.*)$/.exec(line.trim()) ?? []
        return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')]]
      }),
    )
  }
  return new Map()
}

/** Folders between the database and the root of the system it belongs to. */
function rootDepth(path: string): number {
  const known =
    /(?:^|\/)((?:var\/lib\/dpkg|var\/lib\/opkg|usr\/lib\/opkg|lib\/apk\/db|usr\/lib\/apk\/db|var\/lib\/rpm|usr\/lib\/sysimage\/rpm|usr\/share\/rpm)\/.*)$/.exec(
      path,
    )
  return known === null ? 0 : (known[1] ?? '').split('/').length - 1
}
