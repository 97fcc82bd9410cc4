/** SIG-REPO-PURPOSE-WORDS: words of the listed categories where the project says what it is; never decides a class. */
import { catalogue } from '../catalogue/catalogue.ts'
import { readProse } from '../prose/prose.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { join, say, term } from '../say.ts'

const id = 'SIG-REPO-PURPOSE-WORDS'

/** The first lines of the front page, headings, and the description of manifests. */
const bounds = { lines: 25, shown: 5 } as const

/** By category id; the words that a product of it uses of itself. */
const words: Readonly<Record<string, RegExp>> = {
  'CAT-I-01':
    /\b(identity (management|provider)|single sign-on|\bSSO\b server|privileged access management|authentication (server|provider))\b/i,
  'CAT-I-02': /\b(web browser|headless browser|browser engine)\b/i,
  'CAT-I-03': /\bpassword (manager|vault|safe)\b/i,
  'CAT-I-04': /\b(anti-?virus|anti-?malware|malware (scanner|detection|removal))\b/i,
  'CAT-I-05': /\b(VPN (client|server|software)|virtual private network|wireguard (ui|server|client))\b/i,
  'CAT-I-06': /\b(network (management|monitoring) (system|platform|tool|software))\b/i,
  'CAT-I-07': /\b(SIEM|security information and event management)\b/i,
  'CAT-I-08': /\b(boot ?loader|boot manager)\b/i,
  'CAT-I-09': /\b(certificate authority|\bPKI\b|certificate (manager|management|issuance))\b/i,
  'CAT-I-10': /\b(network interface (card|driver))\b/i,
  'CAT-I-11': /\b(operating system|linux distribution|\bRTOS\b)\b/i,
  'CAT-I-12': /\b(router firmware|wi-?fi router|modem firmware|network switch)\b/i,
  'CAT-I-16': /\b(voice assistant|virtual assistant|smart speaker)\b/i,
  'CAT-I-17': /\b(smart lock|security camera|alarm system|baby monitor|video surveillance|\bNVR\b)\b/i,
  'CAT-II-01': /\b(hypervisor|container runtime)\b/i,
  'CAT-II-02': /\b(firewall|intrusion (detection|prevention)|\bWAF\b)\b/i,
}

export const purposeWords: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const lines = frontLines(tree)
    const hits = Object.entries(words).flatMap(([category, pattern]) => {
      const line = lines.find(({ text }) => pattern.test(text))
      return line === undefined ? [] : [{ category, path: line.path, line: line.line }]
    })
    const categories = hits.map(({ category }) => category)
    if (hits.length > 0) {
      const titles = categories.map(
        (one) => catalogue.categories.categories.find(({ id: own }) => own === one)?.title ?? one,
      )
      const statement = say`Where the project says what it is, words of these categories stand: ${join(titles.slice(0, bounds.shown).map(term), '; ')}. Only the core purpose counts, and a person decides.`
      const evidence = hits.map(({ path, line }) => ({ path, line }))
      return toSignalResult(id, { state: 'present', statement, facts: { categories }, evidence })
    }
    if (lines.length === 0) {
      const statement = say`What the project says of itself is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { categories: null },
        reason: say`no README was found`,
      })
    }
    const statement = say`Where the project says what it is, no word of a listed category stands.`
    return toSignalResult(id, { state: 'absent', statement, facts: { categories } })
  },
}

function frontLines(
  tree: RepoFiles,
): readonly { readonly text: string; readonly path: string; readonly line: number }[] {
  const prose = readProse(tree)
  const front = prose.files.find((path) => /^readme\b[^/]*$/i.test(path))
  return prose.lines.filter(({ path }) => path === front).slice(0, bounds.lines)
}
