/** Replaces deprecated ids by what the SPDX license list says to write instead. */
import type { LicenseExpression } from '../../model/index.ts'

type License = LicenseExpression & { readonly kind: 'license' }

interface Successor {
  readonly id: string
  readonly exception?: string
}

/** Deprecated ids that are another id, or an id with an exception (comments of list 3.29.0). */
const successors: Readonly<Record<string, Successor>> = {
  'BSD-2-Clause-FreeBSD': { id: 'BSD-2-Clause-Views' },
  'BSD-2-Clause-NetBSD': { id: 'BSD-2-Clause' },
  'GPL-2.0-with-autoconf-exception': { id: 'GPL-2.0-only', exception: 'Autoconf-exception-2.0' },
  'GPL-2.0-with-bison-exception': { id: 'GPL-2.0-only', exception: 'Bison-exception-2.2' },
  'GPL-2.0-with-classpath-exception': { id: 'GPL-2.0-only', exception: 'Classpath-exception-2.0' },
  'GPL-2.0-with-font-exception': { id: 'GPL-2.0-only', exception: 'Font-exception-2.0' },
  'GPL-2.0-with-GCC-exception': { id: 'GPL-2.0-only', exception: 'GCC-exception-2.0' },
  'GPL-3.0-with-autoconf-exception': { id: 'GPL-3.0-only', exception: 'Autoconf-exception-3.0' },
  'GPL-3.0-with-GCC-exception': { id: 'GPL-3.0-only', exception: 'GCC-exception-3.1' },
  'StandardML-NJ': { id: 'SMLNJ' },
  'bzip2-1.0.5': { id: 'bzip2-1.0.6' },
  'eCos-2.0': { id: 'GPL-2.0-or-later', exception: 'eCos-exception-2.0' },
  Nunit: { id: 'zlib-acknowledgement' },
  wxWindows: { id: 'LGPL-2.0-or-later', exception: 'WxWindows-exception-3.1' },
}

/** `Net-SNMP` stands for a stack of nine licenses and has no successor; it is left as it is. */
const gnu = /^((?:[AL]?GPL|GFDL)-\d\.\d(?:-(?:no-)?invariants)?)(-only|-or-later)?$/

/**
 * The expression in current ids: `GPL-2.0+` is `GPL-2.0-or-later`, `GPL-2.0` is `GPL-2.0-only` (SPDX 2.3, annex
 * D.2 and the list's notes). Nothing is added, dropped or put in another order.
 */
export function normalizeExpression(expression: LicenseExpression): LicenseExpression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, operands: expression.operands.map(normalizeExpression) }
    case 'license':
      return normalizeLicense(expression)
    case 'reference':
      return expression
    default:
      return expression satisfies never
  }
}

function normalizeLicense(license: License): LicenseExpression {
  const successor = successors[license.id]
  if (successor !== undefined && (successor.exception === undefined || license.exception === undefined)) {
    return { ...license, ...successor }
  }
  const plus = license.id.endsWith('+')
  const parts = gnu.exec(plus ? license.id.slice(0, -1) : license.id)
  if (parts === null) return license
  const isOrLater = plus || license.isOrLater || parts[2] === '-or-later'
  return { ...license, id: `${parts[1] ?? ''}${isOrLater ? '-or-later' : '-only'}`, isOrLater: false }
}
