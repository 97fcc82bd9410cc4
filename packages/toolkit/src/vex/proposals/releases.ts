/** Releases of distributions under their numbers and names (release pages of Debian and Ubuntu). */

const names: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  debian: new Map(
    Object.entries({
      wheezy: '7',
      jessie: '8',
      stretch: '9',
      buster: '10',
      bullseye: '11',
      bookworm: '12',
      trixie: '13',
      forky: '14',
      unstable: 'sid',
    }),
  ),
  ubuntu: new Map(
    Object.entries({
      trusty: '14.04',
      xenial: '16.04',
      bionic: '18.04',
      focal: '20.04',
      jammy: '22.04',
      noble: '24.04',
      plucky: '25.04',
      questing: '25.10',
    }),
  ),
}

/** A point release (`12.5`, `v3.19.1`, `8.6`) is a part of its release; anything else must be written the same. */
export function isSameRelease(distribution: string, a: string, b: string): boolean {
  const own = distribution.toLowerCase()
  return releaseOf(own, a) === releaseOf(own, b)
}

function releaseOf(distribution: string, text: string): string {
  const release = text.toLowerCase().replace(/:lts$/, '')
  const number = names[distribution]?.get(release) ?? release
  if (distribution === 'debian') return /^(\d+)\.\d+$/.exec(number)?.[1] ?? number
  if (distribution === 'alpine') return /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(number)?.[1] ?? number
  if (major.has(distribution)) return /^(\d+)\.\d+$/.exec(number)?.[1] ?? number
  return number
}

/** Their feeds speak of major releases. */
const major: ReadonlySet<string> = new Set(['almalinux', 'rocky', 'rocky-linux', 'rockylinux'])
