/** Which releases of a distribution a purl's `distro` qualifier selects. */

/** Code names that stand for a number: Debian and Ubuntu (their release pages). What never has a number stands for itself. */
const codeNames: ReadonlyMap<string, string> = new Map([
  ['edge', 'edge'],
  ['sid', 'sid'],
  ['unstable', 'sid'],
  ['potato', '2.2'],
  ['woody', '3.0'],
  ['sarge', '3.1'],
  ['etch', '4'],
  ['lenny', '5'],
  ['squeeze', '6'],
  ['wheezy', '7'],
  ['jessie', '8'],
  ['stretch', '9'],
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['dapper', '6.06'],
  ['edgy', '6.10'],
  ['feisty', '7.04'],
  ['gutsy', '7.10'],
  ['hardy', '8.04'],
  ['intrepid', '8.10'],
  ['jaunty', '9.04'],
  ['karmic', '9.10'],
  ['lucid', '10.04'],
  ['maverick', '10.10'],
  ['natty', '11.04'],
  ['oneiric', '11.10'],
  ['precise', '12.04'],
  ['quantal', '12.10'],
  ['raring', '13.04'],
  ['saucy', '13.10'],
  ['trusty', '14.04'],
  ['utopic', '14.10'],
  ['vivid', '15.04'],
  ['wily', '15.10'],
  ['xenial', '16.04'],
  ['yakkety', '16.10'],
  ['zesty', '17.04'],
  ['artful', '17.10'],
  ['bionic', '18.04'],
  ['cosmic', '18.10'],
  ['disco', '19.04'],
  ['eoan', '19.10'],
  ['focal', '20.04'],
  ['groovy', '20.10'],
  ['hirsute', '21.04'],
  ['impish', '21.10'],
  ['jammy', '22.04'],
  ['kinetic', '22.10'],
  ['lunar', '23.04'],
  ['mantic', '23.10'],
  ['noble', '24.04'],
  ['oracular', '24.10'],
  ['plucky', '25.04'],
  ['questing', '25.10'],
  ['resolute', '26.04'],
])

/** `12` for `bookworm`; undefined for a name that is not in the table. */
export function releaseOfCodeName(name: string): string | undefined {
  return codeNames.get(name)
}

/**
 * `suffix` is what a record's ecosystem says after the colon (`12`, `22.04:LTS`, `v3.19`, `rhel_aus:8.6::appstream`),
 * `distro` what the purl says (`debian-12`, `bookworm`, `alpine-3.19.1`, `el8`). Where either names no number,
 * nothing is ruled out. The shorter number decides: a record for 8 speaks of 8.6 too, and the other way round.
 */
export function selectsRelease(suffix: string, distro: string): boolean {
  const asked = releaseNumbers(distro)
  const stated = releaseNumbers(suffix)
  if (asked === undefined || stated === undefined) return true
  const length = Math.min(asked.length, stated.length)
  return asked.slice(0, length).every((number, index) => number === stated[index])
}

function releaseNumbers(text: string): readonly string[] | undefined {
  const found = /\d+(?:[.-]\d+)*/.exec(text.toLowerCase().slice(0, 200))?.[0]
  const number =
    found ??
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .map((word) => codeNames.get(word))
      .find((known) => known !== undefined)
  return number?.split(/[.-]/).map((part) => part.replace(/^0+(?=\d)/, ''))
}
