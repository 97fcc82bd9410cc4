/** SIG-REL-SECURITY-ONLY: releases whose notes speak of security fixes and nothing else (Annex I Part II (2)). */
import type { ForgeRelease } from '../../forge.ts'
import { placeInForge, withForge } from '../../forge-part.ts'
import { type Signal } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-REL-SECURITY-ONLY'
const securityWord =
  /\b(CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}|security|vulnerabilit(y|ies)|sicherheit\w*|XSS|CSRF|SSRF|RCE|injection|ReDoS)\b/i
/** Lines of any release, which say nothing about its content. */
const frame =
  /^(#|full changelog|what'?s changed|\*\*full changelog|new contributors|thanks|checksums?|sha256|installation|docker)/i

export const relSecurityOnly: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.releases,
      facts: { count: null },
      unknown: say`Whether there were releases with security fixes only is unknown.`,
      on: (releases, place) => {
        const found = releases.filter(isSecurityOnly)
        const facts = { count: found.length }
        if (found.length === 0) {
          const statement = say`None of ${count(releases.length, 'release')} has notes that speak of security fixes only.`
          return { state: 'absent', statement, facts, evidence: [place] }
        }
        const evidence = found.slice(0, 5).map((release) => placeInForge(release.place))
        const statement = say`${count(found.length, 'release')} with notes that speak of security fixes only, the newest ${found[0]?.tag ?? ''}.`
        return { state: 'present', statement, facts, evidence }
      },
    }),
}

/** Every entry of the list names security; where there is no list, every line. */
function isSecurityOnly({ notes }: ForgeRelease): boolean {
  const lines = notes
    .slice(0, 50_000)
    .split(/\r?\n/)
    .map((line) => line.trim())
  const said = lines.filter((line) => line !== '' && !frame.test(line))
  const entries = said.filter((line) => /^([-*+]|\d+[.)])\s/.test(line))
  const counted = entries.length > 0 ? entries : said
  return counted.length > 0 && counted.every((line) => securityWord.test(line))
}
