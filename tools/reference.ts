/** Writes the reference pages that follow from code: exit codes, limits, ecosystems. `npx tsx tools/reference.ts` */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCodeMeanings } from '../apps/cli/src/exit-codes.ts'
import { limits } from '../packages/toolkit/src/base/index.ts'
import { ecosystems, unsupportedFormats } from '../packages/toolkit/src/inventory/index.ts'
import { root } from './sources.ts'

const note = '<!-- Written by `npx tsx tools/reference.ts`; a test says when it is out of date. -->\n'

export const pages: Readonly<Record<string, () => string>> = {
  'docs/reference/exit-codes.md': exitCodesPage,
  'docs/reference/limits.md': limitsPage,
  'docs/reference/ecosystems.md': ecosystemsPage,
}

function exitCodesPage(): string {
  const rows = Object.entries(exitCodeMeanings).map(([code, meaning]) => `| ${code} | ${meaning} |`)
  return `# Exit codes\n${note}
| Code | Meaning |
|---|---|
${rows.join('\n')}

Code 3 means that every input, or the only one, could not be read. Where some could, the code is 0, the result lists the
issues, and the last line on standard error reads \`PARTIAL: 1 of 7 files unread\`; with \`--strict\` the code is then 4.
`
}

function limitsPage(): string {
  return `# Limits\n${note}
All input is hostile until proven otherwise. Beyond these limits \`occtet\` refuses, with one message that names the file,
the limit and what to do; refusing takes at most 5 seconds and 512 MiB.

| What | Limit |
|---|---|
| A file that is read whole | ${limits.fileBytes / 1024 / 1024} MB |
| Levels of nesting (JSON, YAML, TOML, XML) | ${limits.nesting} |
| Unpacked bytes per packed byte of an archive entry | ${limits.expansion} |
| Entries of one archive | ${limits.archiveEntries.toLocaleString('en-GB')} |
| One line of standard input | ${limits.lineBytes / 1024} KiB |
`
}

function ecosystemsPage(): string {
  const yes = (value: boolean): string => (value ? 'yes' : 'no')
  const rows = [...ecosystems]
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, files, purlType, knows }) => {
      const names = files.map((file) => `\`${file}\``).join(', ')
      return `| ${title} | ${names} | \`${purlType}\` | ${knows.transitive} | ${yes(knows.edges)} | ${yes(knows.scope)} | ${yes(knows.hashes)} | ${yes(knows.license)} |`
    })
  const unsupported = unsupportedFormats
    .map((format) => format.files.map((file) => `\`${file}\``).join(', '))
    .join(', ')
  return `# Ecosystems\n${note}
What is read, and how much each format says. Files are recognised by name; nothing is executed.

| Format | Files | purl type | Transitive | Edges | Scope | Hashes | Licence |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Recognised but not read yet; they appear as \`unsupported\` in every result: ${unsupported}.
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, page] of Object.entries(pages)) writeFileSync(join(root, path), page())
}

/** What stands in the repository now. */
export function published(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
