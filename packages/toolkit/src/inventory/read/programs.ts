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

/** No dot at all, a usual ending, or a version behind it (`libz.so.1.3`, `go1.26`). */
export function isProgramName(name: string): boolean {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return true
  if (endings.includes(name.slice(dot).toLowerCase()) || name.includes('.so.')) return true
  return /[-._]?\d+$/.test(name)
}
