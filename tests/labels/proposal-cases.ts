/** Labelled triage cases as findings with facts: real readers run over what a case holds, its answers are not looked at. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  type Component,
  type Finding,
  type Inventory,
  parsePurl,
  type Purl,
  splitPurl,
} from '../../packages/toolkit/src/model/index.ts'
import { findReachability, memorySources } from '../../packages/toolkit/src/reachability/index.ts'
import {
  applyVex,
  type ProposalFacts,
  readVex,
  type TrustedDocument,
} from '../../packages/toolkit/src/vex/index.ts'

const texts = z.array(z.string())
const purls = z.array(z.array(z.string()))

const labelled = z.object({
  id: z.string(),
  type: z.string(),
  set: z.enum(['open', 'held-out']),
  finding: z.object({
    purl: z.string(),
    group: z.string(),
    aliases: texts,
    summary: z.string(),
    scope: z.enum(['runtime', 'development', 'optional', 'peer', 'build', 'unknown']),
    relation: z.enum(['direct', 'transitive', 'unknown']),
    paths: purls,
    matched: z.array(z.object({ source: z.string(), record: z.string(), range: z.string() })),
    isMalicious: z.boolean().optional(),
    advisoryText: z.string().optional(),
    packagePaths: texts.optional(),
    os: texts.optional(),
    arch: texts.optional(),
  }),
  tree: z.object({ files: z.record(z.string(), z.string()) }).optional(),
  component: z
    .object({
      evidence: z.array(z.object({ path: z.string() })).optional(),
      groups: texts.optional(),
      marker: z.string().optional(),
      os: texts.optional(),
      cpu: texts.optional(),
      files: texts.optional(),
      filesComplete: z.boolean().optional(),
      buildPackages: texts.optional(),
      buildPackagesComplete: z.boolean().optional(),
    })
    .optional(),
  distribution: z
    .object({
      name: z.string(),
      release: z.string(),
      package: z.string(),
      version: z.string(),
      statements: z.array(
        z.object({
          source: z.string(),
          id: z.string(),
          name: z.string(),
          release: z.string(),
          package: z.string(),
          status: z.string(),
          fixed: z.string().optional(),
          note: z.string().optional(),
        }),
      ),
    })
    .optional(),
  vex: z.array(z.looseObject({ trusted: z.boolean().optional() })).optional(),
  product: z.object({ purl: z.string(), platforms: texts }).optional(),
  expected: z.union([
    z.object({
      proposal: z.literal(true),
      status: z.string(),
      justification: z.string().optional(),
      alsoAccepted: texts.optional(),
      confidence: z.enum(['high', 'medium']),
    }),
    z.object({ proposal: z.literal(false) }),
  ]),
})

export type LabelledCase = z.infer<typeof labelled>

/** All cases, in the order of files and of cases in them. */
export function readCases(): readonly LabelledCase[] {
  const folder = fileURLToPath(new URL('./triage-proposals/', import.meta.url))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => z.array(labelled).parse(JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))))
}

export function findingOfCase({ finding: given }: LabelledCase): Finding {
  return {
    key: `${given.purl} ${given.group}`,
    purl: toPurl(given.purl),
    group: given.group,
    aliases: given.aliases,
    records: [...new Set(given.matched.map(({ record }) => record))],
    summary: given.summary,
    isMalicious: given.isMalicious ?? false,
    matched: given.matched.map((one) => ({ ...one, digest: '', kind: 'range' })),
    severity: [],
    level: 'unknown',
    fix: { kind: 'none-known' },
    paths: given.paths.map((path) => path.map(toPurl)),
    scope: given.scope,
    relation: given.relation,
    ...(given.packagePaths === undefined ? {} : { affectedPaths: given.packagePaths }),
  }
}

export function factsOfCase(given: LabelledCase): ProposalFacts {
  const { finding, tree, product } = given
  const inventory = inventoryOf(given)
  const sources = memorySources(tree?.files ?? {})
  const [reachability] = findReachability(sources, inventory, [
    {
      purl: toPurl(finding.purl),
      ...(finding.packagePaths === undefined ? {} : { packagePaths: finding.packagePaths }),
    },
  ])
  const text = [finding.summary, finding.advisoryText ?? ''].join('\n')
  return {
    component: componentFacts(given, inventory),
    advisory: {
      text,
      ...(finding.packagePaths === undefined ? {} : { packagePaths: finding.packagePaths }),
      ...(finding.os === undefined ? {} : { os: finding.os }),
      ...(finding.arch === undefined ? {} : { arch: finding.arch }),
    },
    ...(tree === undefined || reachability === undefined ? {} : { tree: sources, reachability }),
    ...(product === undefined ? {} : { product: { platforms: product.platforms } }),
    ...distributionFacts(given),
    ...vexFacts(given, inventory),
  }
}

function componentFacts(
  { finding, component }: LabelledCase,
  inventory: Inventory,
): NonNullable<ProposalFacts['component']> {
  const own = inventory.components.find(({ purl }) => purl === toPurl(finding.purl))
  if (own === undefined) throw new Error(`${finding.purl} is on none of its own paths`)
  const { os, cpu, marker, files, buildPackages } = component ?? {}
  return {
    component: own,
    ...(os === undefined ? {} : { os }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(marker === undefined ? {} : { marker }),
    ...(files === undefined
      ? {}
      : { files: { items: files, isComplete: component?.filesComplete === true } }),
    ...(buildPackages === undefined
      ? {}
      : { packages: { items: buildPackages, isComplete: component?.buildPackagesComplete === true } }),
  }
}

/** A record of another CVE is about that one; a notice without a CVE in its name is about the finding, as the cases have it. */
function distributionFacts({ distribution, finding }: LabelledCase): Pick<ProposalFacts, 'distribution'> {
  if (distribution === undefined) return {}
  const { statements, ...own } = distribution
  const claims = statements.map(({ id, name, ...claim }) => {
    const cve = /CVE-\d+-\d+/.exec(id)?.[0]
    return { ...claim, distribution: name, record: id, names: cve === undefined ? finding.aliases : [cve] }
  })
  return {
    distribution: {
      ...own,
      claims: claims.map(({ fixed, note, ...claim }) => ({
        ...claim,
        ...(fixed === undefined ? {} : { fixed }),
        ...(note === undefined ? {} : { note }),
      })),
    },
  }
}

/** Each statement as a document of its author; what is recorded as not to be believed is not imported. */
function vexFacts(given: LabelledCase, inventory: Inventory): Pick<ProposalFacts, 'vex'> {
  const { vex, product } = given
  if (vex === undefined) return {}
  const documents = vex.flatMap((statement, index): readonly TrustedDocument[] => {
    if (statement.trusted === false) return []
    const { trusted, author, role, document: name, version, ...rest } = statement
    const read = readVex(
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        '@id': `https://example.org/${index}/${encodeURIComponent(String(name))}`,
        author,
        role,
        version,
        timestamp: rest['timestamp'],
        statements: [rest],
      }),
      'case.json',
    )
    return read.ok ? [{ document: read.value.document, trust: trusted === true ? 'supplier' : 'other' }] : []
  })
  const purl = toPurl(product?.purl ?? 'pkg:generic/product')
  const { name, version } = splitPurl(purl)
  const [found] = applyVex([findingOfCase(given)], documents, {
    subject: { id: name, name, purl, ...(version === undefined ? {} : { version }) },
    serials: [],
    subjectRefs: [],
    roots: inventory.roots,
    components: inventory.components,
  })
  return found === undefined ? {} : { vex: found }
}

/** What the paths of a case tell: nothing else of the product is known. */
function inventoryOf({ finding, component }: LabelledCase): Inventory {
  const asked = toPurl(finding.purl)
  const paths = finding.paths.map((path) => path.map(toPurl))
  const children = new Map<Purl, Set<Purl>>([[asked, new Set()]])
  for (const path of paths)
    for (const [index, purl] of path.entries()) {
      const own = children.get(purl) ?? new Set<Purl>()
      children.set(purl, own)
      const next = path[index + 1]
      if (next !== undefined) own.add(next)
    }
  const roots = new Set(paths.map((path) => path[0] ?? asked))
  const components = [...children].map(([purl, dependsOn]): Component => {
    const isAsked = purl === asked
    return {
      purl,
      ecosystem: splitPurl(purl).type,
      isVersionResolved: true,
      relation: isAsked ? finding.relation : roots.has(purl) ? 'direct' : 'transitive',
      scope: isAsked ? finding.scope : 'unknown',
      groups: isAsked ? (component?.groups ?? []) : [],
      origin: 'registry',
      isFirstParty: false,
      aliases: [],
      licenses: [],
      hashes: [],
      evidence: (component?.evidence ?? []).map(({ path }) => ({ path, line: 1 })),
      dependsOn: [...dependsOn],
    }
  })
  return { name: 'case', components, roots: [...roots], files: [], issues: [] }
}

function toPurl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}
