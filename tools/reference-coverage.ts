/** Page and data of how far the essential requirements are covered, made by running the trees of `cra/testing`. */
import { catalogue } from '../packages/toolkit/src/cra/catalogue/catalogue.ts'
import {
  parseCoverage,
  type RequirementCoverage,
  remoteEvidence,
  summariseCoverage,
} from '../packages/toolkit/src/cra/requirement-coverage/read-coverage.ts'
import { toCoverage } from '../packages/toolkit/src/cra/testing/coverage.ts'
import { fixtures } from '../packages/toolkit/src/cra/testing/fixtures.ts'
import { requirementFixtures } from '../packages/toolkit/src/cra/testing/requirement-fixtures.ts'
import { runFixtures } from '../packages/toolkit/src/cra/testing/run-fixture.ts'
import { requirementSections } from '../packages/toolkit/src/documents/papers/testing/requirement-sections.ts'

/** The project's own goal, from its impact indicators. */
const goal = { full: 18, partly: 4 }

let made: readonly RequirementCoverage[] | undefined

function table(): readonly RequirementCoverage[] {
  made ??= toCoverage({
    runs: runFixtures(fixtures),
    rows: requirementFixtures,
    sections: requirementSections(),
  })
  return made
}

/** `packages/toolkit/src/cra/requirement-coverage/generated/coverage.json`: one requirement a line. */
export function coverageData(): string {
  const { version, asOf } = catalogue.meta
  const rows = table().map((one) => `    ${JSON.stringify(toMembers(one))}`)
  const text = `{
  "catalogue": { "version": "${version}", "as_of": "${asOf}" },
  "requirements": [
${rows.join(',\n')}
  ]
}
`
  parseCoverage(JSON.parse(text))
  return text
}

/** Members of data files are in snake_case. */
function toMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toMembers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      toMembers(item),
    ]),
  )
}

export function coveragePage(note: string): string {
  const rows = table()
  const { requirements, automatic, assisted, manual, full, partly } = summariseCoverage(rows)
  return `# Coverage of the essential requirements\n${note}
What this version can find, ask and print for each of the ${requirements} essential requirements of Annex I, counted by running
small trees through the collectors, the questionnaire and the assessment. \`occtet cra coverage\` prints the same
table. It says what the toolkit can do, and nothing about any product: a tree is evidence, never proof, and no requirement
is ever called met.

| | Requirements |
|---|---|
| automatic: evidence for it selects an answer, evidence against it contradicts one | ${automatic} |
| assisted: what is found is shown beside a question, or only one of the two | ${assisted} |
| manual: only asked | ${manual} |

An answer that evidence selects is marked and waits for a person; it is at most "partly" wherever a file is not the practice.

Fully covered here means that six parts were shown: evidence that speaks for it, evidence that speaks against it, an answer
that evidence contradicted, a question, an action, a section of a paper. The project set itself a goal of
${goal.full} requirements fully and ${goal.partly} partly covered, without saying what counts as fully. By the six parts it is
${full} fully and ${partly} partly${missingLine(rows)}; counted more strictly, by "automatic", it is ${automatic}.
${treeLine(rows)} Where the best evidence is weak (a name in code, a file by its name), it is
a hint to a person and no more.

## What was counted
Signals: linked by the catalogue / collected by this version / shown to speak for it / shown to speak against it, or to miss
it. A danger that was not found counts as neither. Best: strength of the strongest signal that speaks for it. Selected:
questions for which evidence chose an answer, from what speaks for (+) or against (−) it.

| Requirement | How | Signals | Best | Questions | Selected | Contradicted | Actions |
|---|---|---|---|---|---|---|---|
${rows.map(countRow).join('\n')}

${furtherTables(rows)}`
}

function furtherTables(rows: readonly RequirementCoverage[]): string {
  return `## Sections of papers
Sections with a statement whose article is the requirement's, in papers that were built for a sample product. Sections that
are in the row of every requirement: ${shared(rows).join(', ')}.

| Requirement | Further sections |
|---|---|
${rows.flatMap((one) => sectionRow(one, shared(rows))).join('\n')}

## The trees
For each requirement a tree where a signal speaks for it, one where it does not, and one that contradicts a "yes". They lie in
\`packages/toolkit/src/cra/testing/\`; a test runs every row.

| Requirement | Yes | No | Contradiction |
|---|---|---|---|
${rows.map(treeRow).join('\n')}

## Linked, but not collected
${notCollected(rows)}

## Evidence that needs more than a tree
Without it the signal is unknown, never "no". *token*: an account on the hosting platform, or its exported answers;
*network*: a public request or its saved answer; *artefact*: files of a release; *runtime*: a running installation and its
owner's consent.

| Signal | What | Needs | Collected | Requirements |
|---|---|---|---|---|
${remoteEvidence()
  .map(
    ({ signal, title, needs, isCollected, requirements: of }) =>
      `| \`${signal}\` | ${title} | ${needs} | ${isCollected ? 'yes' : 'no'} | ${dash(of)} |`,
  )
  .join('\n')}
`
}

function missingLine(rows: readonly RequirementCoverage[]): string {
  const short = rows.filter(({ missing }) => missing.length > 0)
  if (short.length === 0) return ''
  return ` (${short.map(({ id, missing }) => `${id} lacks ${missing.join(', ')}`).join('; ')})`
}

function titleOf(id: string): string {
  const { title, ref } = catalogue.requirements.find((item) => item.id === id) ?? { title: id, ref: '' }
  return `**${id}** ${title} (${ref})`
}

function countRow(one: RequirementCoverage): string {
  const { linked, collected, yes, no } = one.signals
  const selected = [...one.selectedFor.map((id) => `${id} +`), ...one.selectedAgainst.map((id) => `${id} −`)]
  const counts = [linked, collected, yes, no].map((ids) => ids.length).join(' / ')
  return `| ${titleOf(one.id)} | ${one.verdict} | ${counts} | ${bestOf(yes)} | ${one.questions.join(', ')} | ${dash(selected)} | ${dash(one.contradicted)} | ${one.actions.join(', ')} |`
}

/** Whether a forge, a web page or a release is needed before anything can speak for a requirement. */
function treeLine(rows: readonly RequirementCoverage[]): string {
  const remote = new Set(remoteEvidence().map(({ signal }) => signal))
  const lost = rows.flatMap(({ id, signals }) => (signals.yes.every((one) => remote.has(one)) ? [id] : []))
  return lost.length === 0
    ? 'For each of them something that a tree alone holds can speak.'
    : `Nothing that a tree alone holds can speak for ${lost.join(', ')}.`
}

function bestOf(ids: readonly string[]): string {
  const found = ids.map((id) => catalogue.signals.get(id)?.strength)
  return (['strong', 'medium', 'weak'] as const).find((one) => found.includes(one)) ?? '–'
}

function shared(rows: readonly RequirementCoverage[]): readonly string[] {
  const [first, ...rest] = rows
  return (first?.sections ?? []).filter((place) => rest.every(({ sections }) => sections.includes(place)))
}

function sectionRow({ id, sections }: RequirementCoverage, common: readonly string[]): readonly string[] {
  const further = sections.filter((place) => !common.includes(place))
  return further.length === 0 ? [] : [`| ${id} | ${further.join(', ')} |`]
}

function treeRow({ id, trees: { yes, no, clash } }: RequirementCoverage): string {
  const seen = ({ tree, signal }: { readonly tree: string; readonly signal: string }): string =>
    `${tree} (\`${signal}\`)`
  return `| ${id} | ${seen(yes)} | ${seen(no)} | ${clash.tree} (${clash.question}) |`
}

function notCollected(rows: readonly RequirementCoverage[]): string {
  const lost = rows.flatMap(({ id, signals }) =>
    signals.linked.flatMap((signal) => (signals.collected.includes(signal) ? [] : [{ signal, id }])),
  )
  const ids = [...new Set(lost.map(({ signal }) => signal))]
  if (ids.length === 0) return 'Every linked signal is collected.'
  return ids
    .map(
      (signal) =>
        `- \`${signal}\` (${lost.flatMap((one) => (one.signal === signal ? [one.id] : [])).join(', ')})`,
    )
    .join('\n')
}

function dash(ids: readonly string[]): string {
  return ids.length === 0 ? '–' : ids.join(', ')
}
