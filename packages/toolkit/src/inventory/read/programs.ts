/** Names that programs have: what the walker looks into, whatever its first bytes then say. */

const endings = [
  '.exe',
  '.dll',
  '.so',
  '.dylib',
  '.elf',
  '.axf',
  '.node',
  '.bin',
  '.out',
  '.wasm',
  '.ko',
  '.efi',
]

/** Names without a dot that source trees are full of, none of a program. */
const texts = new Set(
  'README LICENSE LICENCE COPYING NOTICE AUTHORS CONTRIBUTORS MAINTAINERS CHANGELOG CHANGES HISTORY NEWS INSTALL VERSION CODEOWNERS OWNERS Makefile makefile GNUmakefile Dockerfile Containerfile Jenkinsfile Vagrantfile Rakefile Gemfile Podfile Brewfile Procfile Kconfig Kbuild BUILD WORKSPACE'.split(
    ' ',
  ),
)

/** No dot at all, a usual ending, or a version behind it (`libz.so.1.3`, `go1.26`). */
export function isProgramName(name: string): boolean {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return !texts.has(name)
  if (dot === 0) return false
  if (endings.includes(name.slice(dot).toLowerCase()) || name.includes('.so.')) return true
  return /[-._]?\d+$/.test(name)
}
