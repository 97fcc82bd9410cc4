/** SIG-REPO-BINARIES: programs in the tree that nobody can review. */
import { type Finding, toDanger } from '../code-signals.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-BINARIES'

const programName =
  /\.(?:exe|dll|so|dylib|jar|war|class|pyc|o|obj|a|lib|node|elf|ko|apk|aar|deb|rpm|msi|com|sys|wasm)$|\.so\.\d[\d.]*$/i
/** Comes with the build tool and is checked against its published sum by its own action. */
const wrapper = /(?:^|\/)(?:gradle-wrapper|maven-wrapper)\.jar$/
const most = 3000

export const binaries: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources, tree }) => {
    const sweep = sources()
    const all = findPrograms(sweep, tree)
    const found = all.filter((one) => one.role !== 'test')
    const tests = all.length - found.length
    const note = tests === 0 ? '' : say`; ${count(tests, 'program')} of test data not counted`
    return toDanger(id, sweep, {
      found,
      facts: { paths: found.map((one) => one.path).slice(0, 100) },
      hit: say`${count(found.length, 'compiled program')} ${found.length === 1 ? say`lies` : say`lie`} in the tree${note}.`,
      byName: true,
      none: say`No compiled program was found in the tree${note}.`,
    })
  },
}

function findPrograms(sweep: SourceSweep, tree: RepoFiles): readonly (Finding & { readonly role: string })[] {
  const candidates = sweep.files.filter(
    ({ path, language }) =>
      language === undefined &&
      (programName.test(path) || !path.slice(path.lastIndexOf('/') + 1).includes('.')),
  )
  return candidates.slice(0, most).flatMap(({ path, role }) => {
    const kind = wrapper.test(path) ? undefined : programKind(path, tree.readStart(path, 16)?.bytes)
    return kind === undefined ? [] : [{ kind, path, line: 1, role }]
  })
}

/** By the first bytes: ELF, PE, Mach-O, Java, WebAssembly, archives of objects, and packages that hold programs. */
function programKind(path: string, bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined || bytes.length < 4) return undefined
  const start = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const known = magic.find(([prefix]) => start.startsWith(prefix))?.[1]
  if (known === 'zip') return /\.(?:jar|war|apk|aar)$/i.test(path) ? 'archive of programs' : undefined
  if (known === 'MZ') return /\.(?:exe|dll|sys|com|node)$/i.test(path) ? 'Windows program' : undefined
  return known
}

const magic: readonly (readonly [string, string])[] = [
  ['7f454c46', 'ELF program'],
  ['4d5a', 'MZ'],
  ['feedface', 'Mach-O program'],
  ['feedfacf', 'Mach-O program'],
  ['cefaedfe', 'Mach-O program'],
  ['cffaedfe', 'Mach-O program'],
  ['cafebabe', 'Java class or Mach-O program'],
  ['0061736d', 'WebAssembly'],
  ['213c617263683e0a', 'archive of objects'],
  ['edabeedb', 'RPM package'],
  ['d0cf11e0', 'Windows installer'],
  ['504b0304', 'zip'],
]
