/** OpenSSL: letters after the number up to 1.1.1 (`1.0.2` < `1.0.2a` < `1.0.2za`), Semantic Versioning from 3.0 on. */
import { compareDigitLists, compareText, type Digits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'
import { comparePreRelease, type Identifier, toIdentifiers, toNumbers } from '../semver-core.ts'

interface OpensslVersion {
  readonly numbers: readonly Digits[]
  readonly letters: string
  readonly pre: readonly Identifier[]
}

const pattern = /^v?(\d+(?:\.\d+)*)([a-z]*)(?:-([0-9a-z.-]+))?(?:\+[0-9a-z.-]*)?$/u

function read(text: string): OpensslVersion | undefined {
  const match = pattern.exec(text.trim().toLowerCase())
  if (match === null) return undefined
  const [, numbers = '', letters = '', pre = ''] = match
  return { numbers: toNumbers(numbers), letters, pre: pre === '' ? [] : toIdentifiers(pre) }
}

function compare(a: OpensslVersion, b: OpensslVersion): Order {
  return (
    compareDigitLists(a.numbers, b.numbers) ||
    compareText(a.letters, b.letters) ||
    comparePreRelease(a.pre, b.pre)
  )
}

export const openssl = defineScheme({ id: 'openssl', synonyms: [], read, compare })
