/** Table of data: forms that lie among advisories and are none, so that an import can name what it leaves out. */
import type { Sample } from './source-format.ts'

export interface Stranger {
  /** Kebab-case, stable: `openvex`. */
  readonly id: string
  /** Several of them, for people: `OpenVEX documents`. */
  readonly title: string
  /** Why none of it can be an advisory, and where it belongs instead. */
  readonly reason: string
}

interface Rule extends Stranger {
  readonly recognises: (sample: Sample) => boolean
}

/**
 * A VEX statement says how a product is affected, version by version. As a claim about a package it would have to leave
 * every other version open, which hides what databases say of them, or call them clear, which nobody said.
 */
const productStatements = 'they say how a product is affected, not which versions of a package are'

const rules: readonly Rule[] = [
  {
    id: 'openvex',
    title: 'OpenVEX documents',
    reason: productStatements,
    recognises: ({ text }) => /"@context"\s*:\s*"https:\/\/openvex\.dev\/ns/.test(text),
  },
  {
    id: 'cyclonedx-vex',
    title: 'CycloneDX VEX documents',
    reason: productStatements,
    recognises: ({ text }) => isCyclonedx(text) && /"vulnerabilities"\s*:/.test(text),
  },
  {
    id: 'cyclonedx-bom',
    title: 'CycloneDX bills of materials',
    reason: 'they list components; `occtet scan` reads them',
    recognises: ({ text }) => isCyclonedx(text),
  },
  {
    id: 'html',
    title: 'HTML pages',
    reason: 'they are written for people, and change their form without notice',
    recognises: ({ text }) => /^[\s\uFEFF]*<(?:!doctype\s+html|html)[\s>]/i.test(text),
  },
  {
    id: 'csaf-lists',
    title: 'lists of CSAF documents and providers',
    reason: 'they say where documents lie; an import of the provider follows them',
    recognises: isCsafList,
  },
  {
    id: 'osv-index',
    title: 'indexes of OSV records',
    reason: 'they say which records there are, not what those say',
    recognises: ({ path, text }) => (/\.csv$/i.test(path) ? isCsvIndex(text) : isJsonIndex(text)),
  },
  {
    id: 'schemas',
    title: 'JSON schemas and JSON-LD contexts',
    reason: 'they describe a form',
    recognises: ({ text }) =>
      /"\$schema"\s*:\s*"https?:\/\/json-schema\.org\//.test(text) ||
      /"http:\/\/www\.w3\.org\/2001\/XMLSchema#"/.test(text),
  },
  {
    id: 'signatures',
    title: 'signatures and checksums',
    reason: 'they belong to the files beside them',
    recognises: ({ text }) =>
      /^-----BEGIN PGP (?:SIGNATURE|SIGNED MESSAGE)-----/.test(text) ||
      /^[0-9a-f]{64,128} [ *]\S{1,1000}\s*$/i.test(text),
  },
  {
    id: 'links',
    title: 'links that were stored as files',
    reason: 'they hold the path of another file',
    recognises: ({ text }) => /^[\w@.-]{1,200}(?:\/[\w@.-]{1,200}){1,30}$/.test(text),
  },
  {
    id: 'read-me',
    title: 'texts for people',
    reason: 'they describe what lies beside them',
    recognises: ({ path }) =>
      /(?:^|\/)(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|CONTRIBUTING)(?:\.(?:md|txt|rst))?$/i.test(path),
  },
]

function isJsonIndex(text: string): boolean {
  return /^[\s\uFEFF]*\[\s*\{\s*"id"\s*:\s*"[^"]{1,200}"\s*,\s*"modified"\s*:\s*"[^"]{1,60}"\s*\}/.test(text)
}

/** OSV's `modified_id.csv` has no head: a time and an id. */
function isCsvIndex(text: string): boolean {
  return /^(?:id,modified(?:,|\r?\n)|\d{4}-\d\d-\d\dT[\d:.]{8,18}Z,[\w.:/-]{1,200}\r?\n)/.test(text)
}

function isCyclonedx(text: string): boolean {
  return /"bomFormat"\s*:\s*"CycloneDX"/.test(text)
}

/** ROLIE feeds, services and categories (RFC 8322); aggregators, provider metadata, `index.txt` and `changes.csv` (CSAF 2.0, section 7.1). */
function isCsafList({ path, text }: Sample): boolean {
  if (/(?:^|\/)changes\.csv$/.test(path)) return /^"?[\w/.-]{1,200}\.json"?,"?\d{4}-\d\d-\d\dT/.test(text)
  if (/(?:^|\/)index\.txt$/.test(path)) return /^[\w/.-]{1,200}\.json\s/.test(text)
  return (
    /\.json$/i.test(path) &&
    (/"aggregator_version"\s*:/.test(text) ||
      (/"public_openpgp_keys"\s*:/.test(text) && /"distributions"\s*:/.test(text)) ||
      /^[\s\uFEFF]*\{\s*"feed"\s*:\s*\{[^]{0,1000}"rel"\s*:\s*"self"/.test(text) ||
      /^[\s\uFEFF]*\{\s*"service"\s*:\s*\{\s*"workspace"\s*:/.test(text) ||
      /^[\s\uFEFF]*\{\s*"categories"\s*:\s*\{\s*"category"\s*:/.test(text))
  )
}

/** Asked where no source format knows the file. Undefined: nobody knows what it is. */
export function findStranger(sample: Sample): Stranger | undefined {
  return rules.find((rule) => rule.recognises(sample))
}

/** In the order in which they are asked. */
export function listStrangers(): readonly Stranger[] {
  return rules
}
