/** Table of data: compiler and linker options that harden programs, and those that take the hardening away. */
import type { Language } from '../languages.ts'
import type { CodePattern } from '../pattern.ts'

const files: readonly Language[] = ['make', 'sh', 'toml', 'xml', 'other', 'json', 'perl']

interface Flag {
  readonly kind: string
  readonly words: readonly string[]
  readonly test: RegExp
}

/** OpenSSF, "Compiler Options Hardening Guide for C and C++". */
const flags: readonly Flag[] = [
  {
    kind: 'fortify-source',
    words: ['fortify_source', 'fortify-source'],
    test: /_FORTIFY_SOURCE(?:["'],\s*["']?|\s*=\s*|\s+)["']?[123]\b|-D_FORTIFY_SOURCE\b(?!=0)/,
  },
  { kind: 'stack-protector', words: ['-fstack-protector'], test: /-fstack-protector(?:-strong|-all)?\b/ },
  {
    kind: 'pie',
    words: ['-fpie', 'position_independent_code', 'b_pie', '-pie'],
    test: /(?:^|[\s"'=,(])-f(?:pie|PIE)\b|CMAKE_POSITION_INDEPENDENT_CODE\s+(?:ON|TRUE|1)\b|b_pie=true|(?:^|[\s"'=,(])-pie\b/,
  },
  { kind: 'relro', words: ['relro'], test: /-z[, ]+relro\b|--relro\b/ },
  { kind: 'now', words: ['-z,now', '-z now', 'bindnow'], test: /-z[, ]+now\b/ },
  { kind: 'format-security', words: ['format-security'], test: /-W(?:error=)?format-security\b/ },
  {
    kind: 'cfi',
    words: ['fcf-protection', 'fsanitize=cfi', '/guard:cf', 'mbranch-protection'],
    test: /-fcf-protection\b|-fsanitize=cfi\b|\/guard:cf\b|-mbranch-protection\b/i,
  },
  { kind: 'stack-clash', words: ['stack-clash-protection'], test: /-fstack-clash-protection\b/ },
  { kind: 'no-stack-protector', words: ['-fno-stack-protector'], test: /-fno-stack-protector\b/ },
  { kind: 'executable-stack', words: ['execstack'], test: /-z[, ]+execstack\b/ },
  { kind: 'no-fortify-source', words: ['fortify_source=0'], test: /-D_FORTIFY_SOURCE=0\b/ },
]

export const buildFlags: readonly CodePattern[] = flags.map((flag) => ({
  ...flag,
  group: 'build-flags',
  languages: files,
}))
