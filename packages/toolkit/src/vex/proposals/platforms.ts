/** Names of systems and processors as Go, Node, Python, Rust and records write them, each in one spelling; others are unknown. */

export interface Platform {
  readonly os: string
  /** Absent: any processor. */
  readonly arch?: string
}

function table(rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(rows).flatMap(([name, others]) => [name, ...others.split(' ')].map((one) => [one, name])),
  )
}

const systems = table({
  linux: 'gnu/linux linux2',
  windows: 'win32 win win64 nt',
  macos: 'darwin osx mac',
  ios: 'iphoneos',
  android: '',
  freebsd: 'freebsd13 freebsd14',
  openbsd: '',
  netbsd: '',
  dragonfly: 'dragonflybsd',
  solaris: 'sunos',
  illumos: '',
  aix: '',
  plan9: '',
  fuchsia: '',
  redox: '',
  haiku: '',
  js: '',
  wasip1: 'wasi',
  zos: '',
})

const processors = table({
  amd64: 'x86_64 x64 x86-64',
  '386': 'x86 i386 i586 i686 ia32',
  arm64: 'aarch64',
  arm: 'armv6l armv7l armv7 armv6 armhf arm32',
  ppc64le: 'powerpc64le',
  ppc64: 'powerpc64',
  ppc: 'powerpc',
  s390x: '',
  riscv64: 'riscv64gc',
  loong64: 'loongarch64',
  mips: '',
  mipsle: 'mipsel',
  mips64: '',
  mips64le: 'mips64el',
  wasm: 'wasm32',
})

const narrow: ReadonlySet<string> = new Set(['386', 'arm', 'mips', 'mipsle', 'ppc', 'wasm'])

/** Some products for one of these run on the other too, or share its system calls: they count as one. */
const kin: readonly (readonly string[])[] = [
  ['linux', 'android'],
  ['macos', 'ios'],
  ['solaris', 'illumos'],
  ['js', 'wasip1'],
]

export function toSystem(name: string): string | undefined {
  return systems.get(name.trim().toLowerCase())
}

export function toProcessor(name: string): string | undefined {
  return processors.get(name.trim().toLowerCase())
}

/** Undefined as soon as one cannot be read: then the list says nothing. */
export function toPlatforms(names: readonly string[]): readonly Platform[] | undefined {
  const platforms: Platform[] = []
  for (const name of names) {
    const [system = '', processor, ...variant] = name.split('/')
    const os = toSystem(system)
    const arch = processor === undefined ? undefined : toProcessor(processor)
    if (os === undefined || (processor !== undefined && arch === undefined) || variant.length > 1)
      return undefined
    platforms.push(arch === undefined ? { os } : { os, arch })
  }
  return platforms.length === 0 ? undefined : platforms
}

/** Systems that named ones may stand for; undefined where a name is not known (`unix`, `posix`, `bsd`). */
export function toSystems(names: readonly string[]): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  for (const name of names) {
    const os = toSystem(name)
    if (os === undefined) return undefined
    for (const one of kin.find((family) => family.includes(os)) ?? [os]) found.add(one)
  }
  return found
}

export function toProcessors(names: readonly string[]): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  for (const name of names) {
    const arch = toProcessor(name)
    if (arch === undefined) return undefined
    found.add(arch)
  }
  return found
}

export function isNarrow(arch: string): boolean {
  return narrow.has(arch)
}
