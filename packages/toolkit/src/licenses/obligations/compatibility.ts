/**
 * Table of data: what published sources say of two licenses meeting in one work. Nothing is derived: a pair that is
 * not here is unknown. FSF: "Various Licenses and Comments about Them" (gnu.org/licenses/license-list.html), by the
 * heading of the entry; EUPL: the appendix of the license itself; MPL and CeCILL: their own sections.
 */

export interface CompatibilityFact {
  /** License of the part. */
  readonly id: string
  /** License of the whole. */
  readonly within: string
  readonly isCompatible: boolean
  readonly source: string
  /** The fact holds only so. */
  readonly condition?: string
}

const gnu = ['GPL-2.0-only', 'GPL-3.0-only'] as const

/** Id and heading of the entry: the FSF calls it compatible with the GNU GPL, without naming a version. */
const compatible: readonly (readonly [string, string])[] = [
  ['Artistic-2.0', 'Artistic License 2.0'],
  ['Sleepycat', 'Berkeley Database License'],
  ['BSL-1.0', 'Boost Software License'],
  ['BSD-3-Clause', 'Modified BSD license'],
  ['BSD-2-Clause', 'FreeBSD license'],
  ['BSD-3-Clause-Clear', 'The Clear BSD License'],
  ['CC0-1.0', 'CC0'],
  ['MIT', 'Expat License'],
  ['X11', 'X11 License'],
  ['ISC', 'ISC License'],
  ['EFL-2.0', 'Eiffel Forum License, version 2'],
  ['HPND', 'Historical Permission Notice and Disclaimer'],
  ['NCSA', 'NCSA/University of Illinois Open Source License'],
  ['Unlicense', 'The Unlicense'],
  ['UPL-1.0', 'Universal Permissive License (UPL)'],
  ['WTFPL', 'WTFPL, Version 2'],
  ['Zlib', 'License of ZLib'],
  ['Ruby', 'License of Ruby'],
  ['W3C', 'W3C Software Notice and License'],
  ['CC-BY-4.0', 'Creative Commons Attribution 4.0 license'],
]

const incompatible: readonly (readonly [string, string])[] = [
  ['AFL-3.0', 'Academic Free License, all versions through 3.0'],
  ['Apache-1.1', 'Apache License, Version 1.1'],
  ['APSL-2.0', 'Apple Public Source License (APSL), version 2'],
  ['BSD-4-Clause', 'Original BSD license'],
  ['CDDL-1.0', 'Common Development and Distribution License (CDDL), version 1.0'],
  ['CPAL-1.0', 'Common Public Attribution License 1.0 (CPAL)'],
  ['CPL-1.0', 'Common Public License Version 1.0'],
  ['EPL-1.0', 'Eclipse Public License Version 1.0'],
  ['IPL-1.0', 'IBM Public License, Version 1.0'],
  ['MPL-1.1', 'Mozilla Public License Version 1.1'],
  ['MS-PL', 'Microsoft Public License (Ms-PL)'],
  ['MS-RL', 'Microsoft Reciprocal License (Ms-RL)'],
  ['OpenSSL', 'OpenSSL license'],
  ['OSL-3.0', 'Open Software License, all versions through 3.0'],
  ['PHP-3.01', 'PHP License, Version 3.01'],
  ['JSON', 'License of JSON'],
]

/** Licenses that EUPL-1.2 names in its appendix, by id; CC-BY-SA-3.0 is named for works other than software. */
const eupl12 = [
  'GPL-2.0-only',
  'GPL-3.0-only',
  'AGPL-3.0-only',
  'OSL-2.1',
  'OSL-3.0',
  'EPL-1.0',
  'CECILL-2.0',
  'CECILL-2.1',
  'MPL-2.0',
  'LGPL-2.1-only',
  'LGPL-3.0-only',
  'EUPL-1.1',
  'LiLiQ-R-1.1',
  'LiLiQ-Rplus-1.1',
]

const eupl11 = ['GPL-2.0-only', 'OSL-2.1', 'OSL-3.0', 'CPL-1.0', 'EPL-1.0', 'CECILL-2.0']

function fromFsf(rows: readonly (readonly [string, string])[], isCompatible: boolean): CompatibilityFact[] {
  return rows.flatMap(([id, entry]) =>
    gnu.map((within) => ({ id, within, isCompatible, source: `FSF, license list, entry "${entry}"` })),
  )
}

function fromEupl(id: string, named: readonly string[]): CompatibilityFact[] {
  return named.map((within) => ({
    id,
    within,
    isCompatible: true,
    source: `${id}, appendix and Art. 5`,
    condition: 'for a derivative work based on both works',
  }))
}

export const compatibilityFacts: readonly CompatibilityFact[] = [
  ...fromFsf(compatible, true),
  ...fromFsf(incompatible, false),
  {
    id: 'Apache-2.0',
    within: 'GPL-3.0-only',
    isCompatible: true,
    source: 'FSF, license list, entry "Apache License, Version 2.0"',
  },
  {
    id: 'Apache-2.0',
    within: 'GPL-2.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "Apache License, Version 2.0"',
  },
  {
    id: 'GPL-2.0-only',
    within: 'GPL-3.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "GNU General Public License (GPL) version 2"',
  },
  {
    id: 'AGPL-3.0-only',
    within: 'GPL-3.0-only',
    isCompatible: true,
    source: 'GPL-3.0 §13 and AGPL-3.0 §13',
    condition: 'linked or combined; each part keeps its licence',
  },
  {
    id: 'AGPL-3.0-only',
    within: 'GPL-2.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "GNU Affero General Public License (AGPL) version 3"',
  },
  { id: 'LGPL-2.1-only', within: 'GPL-2.0-only', isCompatible: true, source: 'LGPL-2.1 §3' },
  { id: 'LGPL-2.1-only', within: 'GPL-3.0-only', isCompatible: true, source: 'LGPL-2.1 §3' },
  { id: 'LGPL-3.0-only', within: 'GPL-3.0-only', isCompatible: true, source: 'LGPL-3.0 §2(b)' },
  {
    id: 'LGPL-3.0-only',
    within: 'GPL-2.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "GNU Lesser General Public License (LGPL) version 3"',
  },
  {
    id: 'MPL-2.0',
    within: 'GPL-2.0-only',
    isCompatible: true,
    source: 'MPL-2.0 §1.12 and §3.3',
    condition: 'not marked "Incompatible With Secondary Licenses"',
  },
  {
    id: 'MPL-2.0',
    within: 'GPL-3.0-only',
    isCompatible: true,
    source: 'MPL-2.0 §1.12 and §3.3',
    condition: 'not marked "Incompatible With Secondary Licenses"',
  },
  {
    id: 'EPL-2.0',
    within: 'GPL-2.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "Eclipse Public License Version 2.0"',
    condition: 'unless the initial contributor names the GPL as a Secondary License',
  },
  {
    id: 'EPL-2.0',
    within: 'GPL-3.0-only',
    isCompatible: false,
    source: 'FSF, license list, entry "Eclipse Public License Version 2.0"',
    condition: 'unless the initial contributor names the GPL as a Secondary License',
  },
  {
    id: 'CC-BY-SA-4.0',
    within: 'GPL-3.0-only',
    isCompatible: true,
    source: 'FSF, license list, entry "Creative Commons Attribution-ShareAlike 4.0 license"',
    condition: 'one way: material may go into the program',
  },
  { id: 'CECILL-2.1', within: 'GPL-2.0-only', isCompatible: true, source: 'CECILL-2.1 Art. 5.3.4' },
  { id: 'CECILL-2.1', within: 'EUPL-1.1', isCompatible: true, source: 'CECILL-2.1 Art. 5.3.4' },
  ...fromEupl('EUPL-1.2', eupl12),
  ...fromEupl('EUPL-1.1', eupl11),
]
