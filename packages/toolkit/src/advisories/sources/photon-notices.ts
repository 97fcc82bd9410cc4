/** Photon OS's notices of security updates (PHSA), as the pages of its wiki: Markdown with fixed headings. */
import { err } from '../../base/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { toUtc } from './dates.ts'
import { toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'

/**
 * Found by id and by the CVE only: a notice names packages and states no version. Read as "any version", it would flag
 * every package for ever; Photon's JSON (`photon`) has the versions.
 */
export const photonNotices: SourceFormat = {
  id: 'photon-notices',
  title: 'Photon OS security notices (Markdown)',
  yields: [],
  source: 'photon-notices',
  license: 'none stated',
  recognises: ({ text: sample }) =>
    /^\s*# .{0,100}Photon OS Security Update/.test(sample) && /^Advisory Id\s*:\s*PHSA-/m.test(sample),
  read: ({ text }, context) => {
    const id = lineOf(text, 'Advisory Id')
    if (id === undefined || !/^PHSA-[\w.-]{1,100}$/.test(id)) return err('NO_ID')
    const cves = [...new Set(text.match(/\bCVE-\d{4}-\d{4,19}\b/g) ?? [])]
    const packages = [...text.matchAll(/^(\S{1,200}) - \[/gm)].map(([, name = '']) => name)
    const release = lineOf(text, 'Affected Release') ?? 'of no stated release'
    return toRecord(
      {
        id,
        aliases: cves.length === 1 ? cves : [],
        related: cves.length === 1 ? [] : cves,
        title: /^\s*# (.{1,200})$/m.exec(text)?.[1]?.trim(),
        details: `Photon OS ${release}: ${[...new Set(packages)].join(', ')}`,
        published: toUtc(lineOf(text, 'Issue date')),
        severity: toWords(lineOf(text, 'Severity')?.match(/\w+/g) ?? []),
        // Each of them is named, and of none is a version.
        packages: packages.map(() => undefined),
      },
      context,
    )
  },
}

/** `Issue date      : 2017-02-02`. */
function lineOf(text: string, name: string): string | undefined {
  return new RegExp(`^${name}[ \\t]{0,40}:[ \\t]{0,40}(\\S.{0,200})$`, 'm').exec(text)?.[1]?.trim()
}
