/** `docs/reference/ecosystems.md`: every format that is read, what it can and cannot know, and who speaks of its packages. */
import {
  isKnownFamily,
  listFormats,
  osvEcosystemsOf,
  splitEcosystem,
} from '../packages/toolkit/src/advisories/index.ts'
import { foreignFormats } from '../packages/toolkit/src/foreign/index.ts'
import { binaryEcosystems, ecosystems, unsupportedFormats } from '../packages/toolkit/src/inventory/index.ts'
import { lifecycleData, oldAfterDays } from '../packages/toolkit/src/lifecycle/index.ts'

type Format = Pick<(typeof ecosystems)[number], 'id' | 'title' | 'files' | 'purlType' | 'knows'>

/** Files named in a row; those of SBOMs are patterns by the dozen. */
const shownFiles = 30

export function ecosystemsPage(note: string): string {
  const formats: readonly Format[] = [...ecosystems, ...binaryEcosystems]
  const types = [...new Set(formats.map(({ purlType }) => purlType))]
    .filter((type) => type !== 'mixed')
    .sort()
  const groups = types.map((type) =>
    ecosystemGroup(
      type,
      formats.filter(({ purlType }) => purlType === type),
    ),
  )
  const mixed = [...formats.filter(({ purlType }) => purlType === 'mixed'), ...foreignFormats]
  const read = formats.length + foreignFormats.length
  return `# Ecosystems\n${note}
What is read, and how much each of the ${read} formats can say. Files are recognised by name or, for programs, archives and
SBOMs, by content; nothing is executed, and nothing is asked on the network. The columns say what a format *can* state:
where it says **no**, an empty place in a result is no answer. The report repeats it beside each file.

- **Indirect**: does it name the dependencies of dependencies? **Edges**: who asks for whom. **Scope**: what is only for
  development. **Hashes** and **Licence**: of packages, as the file writes them.
- **Matched by**: sources whose fresh silence means that nothing is known. With none of them loaded, a package without a
  finding is \`unknown\`, whatever other sources say of it ([sources](sources.md)).
- A version that a file does not pin is never guessed: the component has none, and its findings say so.

${groups.join('\n')}
## Any ecosystem: SBOMs and results of other tools
Recognised by content, under these names in a tree, or under any name where the file is named on the command line. Each
package keeps its own type. SBOMs that OCCTET wrote of the same tree are no part of it; files among tests and examples are
skipped and listed with that reason. An SBOM at the top of the tree or in a folder of outputs (\`build/\`, \`sbom/\`, \`target/\` …) is
about the product; anywhere else it is about a component, which is then listed itself. Findings of other tools are counted
in a note and not taken over.

${table(mixed)}

## End of life
\`occtet check\` compares versions with a table of ${lifecycleData.products.length} products and ${lifecycleData.products.reduce((sum, { cycles }) => sum + cycles.length, 0)} cycles, as of ${lifecycleData.asOf}; older than
${oldAfterDays} days, every result says so. \`.occtet/lifecycle.yaml\` adds products and overrides dates ([files](files.md)).

| Product | Cycles | Packages | Images | Dates |
|---|---|---|---|---|
${lifecycleRows().join('\n')}

## Not read
${notRead()}
`
}

function notRead(): string {
  if (unsupportedFormats.length === 0) return 'Every format that is recognised is read.'
  const names = unsupportedFormats.flatMap(({ files }) => files.map((file) => `\`${file}\``)).join(', ')
  return `Recognised by name; they appear as \`unsupported\` in every result: ${names}.`
}

function ecosystemGroup(type: string, formats: readonly Format[]): string {
  return `## \`pkg:${type}\`\nMatched by: ${matchedBy(type)}.\n\n${table(formats)}\n`
}

/** Native sources that cover a family of the type; OSV's own archive does for every family that it has. */
function matchedBy(type: string): string {
  if (type === 'generic')
    return 'sources that speak of interpreters (Node.js, Ruby); for others no source, and `unknown`'
  const families = osvEcosystemsOf(type)
  if (families.length === 0) return 'no source; packages are listed, and their status stays `unknown`'
  const native = listFormats().flatMap(({ id, covers = [] }) => {
    const covered = [...new Set(covers.map((one) => splitEcosystem(one).family))].filter((family) =>
      families.includes(family),
    )
    return covered.length === 0
      ? []
      : [families.length === 1 ? `\`${id}\`` : `\`${id}\` (${covered.join(', ')})`]
  })
  const osv = `OSV (${families.filter((family) => isKnownFamily(family)).join(', ')})`
  return [osv, ...native.sort()].join(', ')
}

function table(formats: readonly Format[]): string {
  const yes = (value: boolean): string => (value ? 'yes' : '**no**')
  const indirect = { full: 'all', partial: 'some', none: '**no**' } as const
  const rows = [...formats]
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, files, knows }) => {
      const names = files.slice(0, shownFiles).map((file) => `\`${file}\``)
      const more = files.length > shownFiles ? ` and ${files.length - shownFiles} more` : ''
      const shown = names.length === 0 ? 'by content' : `${names.join(', ')}${more}`
      return `| ${title} | ${shown} | ${indirect[knows.transitive]} | ${yes(knows.edges)} | ${yes(knows.scope)} | ${yes(knows.hashes)} | ${yes(knows.license)} |`
    })
  return `| Format | Files | Indirect | Edges | Scope | Hashes | Licence |
|---|---|---|---|---|---|---|
${rows.join('\n')}`
}

function lifecycleRows(): readonly string[] {
  const identities = new Map(lifecycleData.identities.map((identity) => [identity.product, identity]))
  const list = (texts: readonly string[] = []): string => texts.map((text) => `\`${text}\``).join(', ')
  return lifecycleData.products.map(({ id, name, source, checked, cycles }) => {
    const newest = cycles[0]?.[0] ?? ''
    const oldest = cycles.at(-1)?.[0] ?? ''
    const range = oldest === newest ? newest : `${oldest} to ${newest}`
    const identity = identities.get(id)
    return `| ${name} | ${range} | ${list(identity?.packages)} | ${list(identity?.images)} | [${checked}](${source}) |`
  })
}
