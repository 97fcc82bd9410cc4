/** Table of data: how the texts of common licenses begin, until the licenses module can tell them all. */

interface LicenseMark {
  readonly spdx: string
  /** All must occur in the text, white space collapsed, lower case. */
  readonly all: readonly string[]
  readonly none?: readonly string[]
}

const gnu = 'free software foundation'
const marks: readonly LicenseMark[] = [
  { spdx: 'BUSL-1.1', all: ['business source license 1.1'] },
  { spdx: 'SSPL-1.0', all: ['server side public license', 'version 1'] },
  { spdx: 'Elastic-2.0', all: ['elastic license 2.0'] },
  { spdx: 'LicenseRef-Commons-Clause', all: ['commons clause'] },
  { spdx: 'AGPL-3.0', all: ['gnu affero general public license', 'version 3'] },
  { spdx: 'LGPL-3.0', all: ['gnu lesser general public license version 3', gnu] },
  { spdx: 'LGPL-2.1', all: ['gnu lesser general public license version 2.1', gnu] },
  { spdx: 'GPL-3.0', all: ['gnu general public license version 3', gnu] },
  { spdx: 'GPL-2.0', all: ['gnu general public license version 2', gnu] },
  { spdx: 'MPL-2.0', all: ['mozilla public license version 2.0'] },
  { spdx: 'MPL-2.0', all: ['mozilla public license, version 2.0', 'covered software'] },
  { spdx: 'EPL-2.0', all: ['eclipse public license - v 2.0'] },
  { spdx: 'EUPL-1.2', all: ['european union public licence', '1.2'] },
  { spdx: 'Apache-2.0', all: ['apache license', 'version 2.0'] },
  { spdx: 'CC0-1.0', all: ['cc0 1.0 universal'] },
  { spdx: 'Unlicense', all: ['this is free and unencumbered software released into the public domain'] },
  { spdx: 'BSL-1.0', all: ['boost software license - version 1.0'] },
  {
    spdx: 'BSD-3-Clause',
    all: ['redistribution and use in source and binary forms', 'endorse or promote products'],
    none: ['all advertising materials'],
  },
  {
    spdx: 'BSD-2-Clause',
    all: ['redistribution and use in source and binary forms'],
    none: ['endorse or promote products', 'all advertising materials'],
  },
  {
    spdx: 'MIT',
    all: [
      'permission is hereby granted, free of charge, to any person obtaining a copy',
      'the above copyright notice',
    ],
  },
  {
    spdx: 'ISC',
    all: [
      'permission to use, copy, modify, and',
      'with or without fee is hereby granted',
      'copyright notice',
    ],
  },
  {
    spdx: '0BSD',
    all: ['permission to use, copy, modify, and/or distribute', 'with or without fee is hereby granted'],
    none: ['provided that'],
  },
  {
    spdx: 'Zlib',
    all: ["this software is provided 'as-is', without any express or implied warranty", 'altered source'],
  },
]

/** Licenses of the table, and their exact GNU forms, that are on the OSI's list. */
const osi = new Set([
  'AGPL-3.0',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'LGPL-3.0',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'LGPL-2.1',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'GPL-3.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'GPL-2.0',
  'GPL-2.0-only',
  'GPL-2.0-or-later',
  'MPL-2.0',
  'EPL-2.0',
  'EUPL-1.2',
  'Apache-2.0',
  'Unlicense',
  'BSL-1.0',
  'BSD-3-Clause',
  'BSD-2-Clause',
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'Zlib',
  'PostgreSQL',
  'Artistic-2.0',
  'BlueOak-1.0.0',
  'PSF-2.0',
  'Python-2.0',
  'EPL-1.0',
  'UPL-1.0',
  'NCSA',
  'MulanPSL-2.0',
])

/**
 * SPDX id of a license text; undefined if it is none of the table. The text of a GNU license cannot tell
 * "only" from "or later", so their ids come without either.
 */
export function identifyLicense(text: string): string | undefined {
  const tag = /SPDX-License-Identifier:\s*([A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+){0,8})/.exec(
    text,
  )?.[1]
  if (tag !== undefined && text.length < 400) return tag
  const plain = text
    .toLowerCase()
    .replace(/[\s*#_>]+/g, ' ')
    .replace(/[‘’]/g, "'")
  const head = plain.slice(0, 30_000)
  return marks.find(
    (mark) =>
      mark.all.every((words) => head.includes(words)) && !mark.none?.some((words) => head.includes(words)),
  )?.spdx
}

/** An expression is approved when one side of each OR, and both sides of each AND, are on the OSI's list. */
export function isOsiApproved(expression: string): boolean {
  return expression
    .split(' OR ')
    .some((side) => side.split(' AND ').every((term) => osi.has(term.split(' WITH ')[0] ?? '')))
}
