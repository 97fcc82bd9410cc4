/** Real Debian packages for tests, made from those that are installed on this machine; nothing is fetched. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'vitest'

const hasDpkg = existsSync('/var/lib/dpkg/status') && spawnSync('dpkg-deb', ['--version']).status === 0

/** A suite that needs dpkg: skipped where everybody sees it, and failed where OCCTET_REQUIRE_PACKAGE_TOOLS=1. */
export function describeDpkg(title: string, suite: () => void): void {
  if (hasDpkg) describe(title, suite)
  else if (process.env['OCCTET_REQUIRE_PACKAGE_TOOLS'] === '1') {
    test(title, () => {
      throw new Error('dpkg is required here (OCCTET_REQUIRE_PACKAGE_TOOLS=1): run on a Debian system')
    })
  } else test.skip(`${title} (skipped: no dpkg on this machine)`, () => undefined)
}

export function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  })
}

const info = '/var/lib/dpkg/info'
const scripts = ['preinst', 'postinst', 'prerm', 'postrm', 'config', 'triggers']

/** Small packages of this machine that bring no script with them, in the order of their names. */
export function smallPackages(count: number): readonly string[] {
  const lines = run('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${binary:Package} ${Installed-Size} ${db:Status-Status}\n',
  ])
  const files = new Set(readdirSync(info))
  const small = lines.split('\n').flatMap((line) => {
    const [name = '', full = '', size = '', status] = line.split(' ')
    const hasScript = scripts.some(
      (script) => files.has(`${full}.${script}`) || files.has(`${name}.${script}`),
    )
    return status === 'installed' && Number(size) < 400 && !hasScript ? [full] : []
  })
  const step = Math.max(1, Math.floor(small.length / count))
  return small.filter((_, at) => at % step === 0).slice(0, count)
}

/** The package packed again as it is installed, with the control fields that Debian gave it. Returns the .deb. */
export function repack(name: string, folder: string): string {
  const root = join(folder, name.replace(':', '_'))
  for (const path of run('dpkg-query', ['-L', name]).trimEnd().split('\n')) copyInto(root, path)
  const control = run('dpkg-query', ['-s', name])
    .trimEnd()
    .replaceAll(/^(?:Status|Conffiles|Config-Version):.*\n(?: .*\n)*/gm, '')
  mkdirSync(join(root, 'DEBIAN'), { recursive: true })
  writeFileSync(join(root, 'DEBIAN', 'control'), `${control}\n`)
  run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-b', root, `${root}.deb`])
  return `${root}.deb`
}

/** Where /bin and its like are links on this machine, packages still have them as folders. */
function copyInto(root: string, path: string): void {
  const isMerged = /^\/(?:bin|sbin|lib[^/]*)$/.test(path)
  const stat = (isMerged ? statSync : lstatSync)(path, { throwIfNoEntry: false })
  if (stat === undefined || path === '/.') return
  const target = join(root, path)
  mkdirSync(stat.isDirectory() ? target : dirname(target), { recursive: true })
  if (stat.isSymbolicLink() && !existsSync(target)) symlinkSync(readlinkSync(path), target)
  else if (stat.isFile()) copyFileSync(path, target)
}
