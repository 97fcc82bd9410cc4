/** Writes the reference pages that follow from code: exit codes, limits, ecosystems, sources. `npx tsx tools/reference.ts` */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCodeMeanings } from '../apps/cli/src/exit-codes.ts'
import { listFormats, listStrangers } from '../packages/toolkit/src/advisories/index.ts'
import { ledgerLinkSchema } from '../packages/toolkit/src/adapters/index.ts'
import { lawCorpus } from '../packages/toolkit/src/assistant/index.ts'
import { limits } from '../packages/toolkit/src/base/index.ts'
import {
  answersSchema,
  diligenceSchema,
  planSchema,
  profileSchema,
  riskSchema,
} from '../packages/toolkit/src/cra/index.ts'
import { lifecycleSchema } from '../packages/toolkit/src/lifecycle/index.ts'
import { conclusionsSchema } from '../packages/toolkit/src/licenses/index.ts'
import { policyCasesSchema, policySchema } from '../packages/toolkit/src/policy/index.ts'
import { decisionSchema, receivedSchema } from '../packages/toolkit/src/vex/index.ts'
import { manualJson, writeGenerated } from './assistant/generated.ts'
import { commandsPage } from './reference-commands.ts'
import { factsPage } from './reference-cra.ts'
import { coverageData, coveragePage } from './reference-coverage.ts'
import { apiCodesPage, openApiPage } from './openapi.ts'
import { eventSchemas, eventsPage } from './reference-ledger.ts'
import { ecosystemsPage } from './reference-ecosystems.ts'
import { policyPage } from './reference-policy.ts'
import { root } from './sources.ts'

const note = '<!-- Written by `npx tsx tools/reference.ts`; a test says when it is out of date. -->\n'

export const pages: Readonly<Record<string, () => string>> = {
  'docs/reference/commands.md': () => commandsPage(note),
  'docs/reference/exit-codes.md': exitCodesPage,
  'docs/reference/limits.md': limitsPage,
  'docs/reference/ecosystems.md': () => ecosystemsPage(note),
  'docs/reference/generated/lifecycle.json': () => schemaPage(lifecycleSchema()),
  'docs/reference/sources.md': sourcesPage,
  'docs/reference/cra-facts.md': () => factsPage(note),
  'docs/reference/cra-coverage.md': () => coveragePage(note),
  'packages/toolkit/src/cra/requirement-coverage/generated/coverage.json': coverageData,
  'docs/reference/generated/product.json': () => schemaPage(profileSchema()),
  'docs/reference/generated/answers.json': () => schemaPage(answersSchema()),
  'docs/reference/generated/risk.json': () => schemaPage(riskSchema()),
  'docs/reference/generated/diligence.json': () => schemaPage(diligenceSchema()),
  'docs/reference/generated/plan.json': () => schemaPage(planSchema()),
  'docs/reference/generated/decision.json': () => schemaPage(decisionSchema()),
  'docs/reference/generated/licenses.json': () => schemaPage(conclusionsSchema()),
  'docs/reference/generated/ledger.json': () => schemaPage(ledgerLinkSchema()),
  'docs/reference/generated/received.json': () => schemaPage(receivedSchema()),
  'docs/reference/ledger-events.md': () => eventsPage(note),
  'docs/reference/generated/ledger-events.json': eventSchemas,
  'docs/reference/openapi.json': openApiPage,
  'docs/reference/api-codes.md': () => apiCodesPage(note),
  'docs/reference/policy.md': () => policyPage(note),
  'docs/reference/generated/policy.json': () => schemaPage(policySchema()),
  'docs/reference/generated/policy.test.json': () => schemaPage(policyCasesSchema()),
}

function schemaPage(schema: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(schema, null, 2)}\n`
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
| Objects, arrays and elements of arrays in a JSON text that is read whole, and names in one object | ${limits.jsonValues.toLocaleString('en-GB')} |
| An SBOM in JSON that you name, read piece by piece | ${limits.sbomBytes / 1024 / 1024 / 1024} GB |
| An SBOM in XML, in tag-value; either is read whole | ${limits.xmlLetters / 1024 / 1024} MB, ${limits.tagValueLetters / 1024 / 1024} MB |
| Components of one SBOM; known when they are counted, so refused while reading | ${limits.sbomComponents.toLocaleString('en-GB')} |
| Dependencies stated in one SBOM, likewise | ${limits.sbomEdges.toLocaleString('en-GB')} |
| Levels of nesting (JSON, YAML, TOML, XML) | ${limits.nesting} |
| Unpacked bytes per packed byte of an archive entry | ${limits.expansion} |
| Entries of one archive | ${limits.archiveEntries.toLocaleString('en-GB')} |
| One line of standard input | ${limits.lineBytes / 1024} KiB |
`
}

function sourcesPage(): string {
  const rows = [...listFormats()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title, source, license, covers, yields }) => {
      const named = source === undefined ? 'from the path' : `\`${source}\``
      const found = yields.length === 0 ? 'by id only' : yields.join(', ')
      return `| \`${id}\` | ${title} | ${named} | ${license ?? 'of each source'} | ${coversOf(id, covers)} | ${found} |`
    })
  return `# Sources of advisories\n${note}
What \`occtet db import\` reads. Files are recognised by what they hold; \`--format ID\` says it where that fails, and
\`--name\` gives the source another name. CSAF providers are fetched from their \`provider-metadata.json\`.

| Id | Form | Source | Licence of the data | Covers | Yields |
|---|---|---|---|---|---|
${rows.join('\n')}

**Covers**: only in these ecosystems does the silence of a fresh source mean that nothing is known against a package; without
one that covers it, a package without findings is \`unknown\`. **Yields**: \`claims\` answer for packages; \`epss\`, \`kev\`,
\`ssvc\` and \`review\` are signals about an id; records that yield neither are found by their id and aliases.

## What is left out
Of a record, what no package and version can be told from is counted, not guessed: OVAL criteria that ask for a module, a
running kernel or a variant of a package; modules and images of Fedora and Red Hat; architectures are not told apart, a
version counts as affected when it is on any. Amazon's and Photon's notices name packages and no versions, so they yield no
claims. Files of these forms are no advisories; an import names them and goes on:

| Form | Why |
|---|---|
${listStrangers()
  .map(({ title, reason }) => `| ${title} | ${reason} |`)
  .join('\n')}
`
}

/** OSV's layout names the ecosystem in the folder. */
function coversOf(id: string, covers: readonly string[] | undefined): string {
  if (id === 'osv') return 'its folder, where a profile does not say otherwise'
  return covers === undefined || covers.length === 0 ? 'nothing' : covers.join(', ')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, page] of Object.entries(pages)) writeFileSync(join(root, path), page())
  // Last: it is cut from the pages above. `tools/assistant.test.ts` says when it is out of date.
  writeGenerated('manual', manualJson(lawCorpus().known))
}

/** What stands in the repository now. */
export function published(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
