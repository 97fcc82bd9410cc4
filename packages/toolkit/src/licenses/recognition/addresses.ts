/** Addresses that stand for one license. */

interface Address {
  readonly pattern: RegExp
  /** Name of the license, for the dictionary; undefined where the address names none. */
  readonly name: (match: RegExpExecArray) => string
}

const addresses: readonly Address[] = [
  { pattern: /apache\.org\/licenses\/license-(\d\.\d)/g, name: (match) => `apache ${match[1] ?? ''}` },
  { pattern: /opensource\.org\/licen[sc]es?\/([a-z0-9.-]+[a-z0-9])/g, name: (match) => match[1] ?? '' },
  { pattern: /choosealicense\.com\/licenses\/([a-z0-9.-]+[a-z0-9])/g, name: (match) => match[1] ?? '' },
  {
    pattern: /spdx\.org\/licenses\/([a-z0-9.+-]+?)(?:\.html)?(?![a-z0-9.+-])/g,
    name: (match) => match[1] ?? '',
  },
  {
    pattern: /gnu\.org\/licenses\/(?:old-licenses\/)?([al]?gpl)-(\d\.\d)/g,
    name: (match) => `${match[1] ?? ''} ${match[2] ?? ''}`,
  },
  {
    pattern: /creativecommons\.org\/licenses\/(by(?:-nc)?(?:-sa|-nd)?)\/(\d\.\d)/g,
    name: (match) => `cc ${match[1] ?? ''} ${match[2] ?? ''}`,
  },
  { pattern: /creativecommons\.org\/publicdomain\/zero\/1\.0/g, name: () => 'CC0-1.0' },
  { pattern: /mozilla\.org\/mpl\/(\d\.\d)/gi, name: (match) => `mpl ${match[1] ?? ''}` },
  { pattern: /eclipse\.org\/legal\/epl-v?(\d)\.?0/g, name: (match) => `epl ${match[1] ?? ''}` },
  { pattern: /unlicense\.org/g, name: () => 'Unlicense' },
  { pattern: /boost\.org\/license_1_0/g, name: () => 'BSL-1.0' },
]

/** Names by address, with the offset of each; the text is in lower case. */
export function findAddresses(text: string): readonly { readonly at: number; readonly name: string }[] {
  return addresses.flatMap(({ pattern, name }) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, name: name(match) })),
  )
}
