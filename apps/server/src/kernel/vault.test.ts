import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVault, isSealed, places } from './vault.ts'

const vault = createVault(Buffer.alloc(32, 7))

describe('vault', () => {
  test('what was sealed opens, in its own place, with its own key, and with nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (secret, place, other) => {
        const sealed = vault.seal(secret, place)
        expect(vault.open(sealed, place)).toBe(Buffer.from(secret, 'utf8').toString('utf8'))
        expect(isSealed(sealed)).toBe(true)
        expect(vault.seal(secret, place)).not.toBe(sealed)
        if (secret.length > 8) expect(sealed).not.toContain(secret)
        if (other !== place) expect(() => vault.open(sealed, other)).toThrow(/another place/)
      }),
    )
  })

  test('a changed byte anywhere is noticed', () => {
    const sealed = vault.seal('JBSWY3DPEHPK3PXP', places.totp('a'))
    const [prefix = '', id = '', text = ''] = sealed.split(':')
    const body = Buffer.from(text, 'base64url')
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ 1
      const forged = `${prefix}:${id}:${changed.toString('base64url')}`
      expect(() => vault.open(forged, places.totp('a'))).toThrow(/changed/)
    }
    const short = `${prefix}:${id}:${body.subarray(0, 27).toString('base64url')}`
    expect(() => vault.open(short, places.totp('a'))).toThrow(/changed/)
  })

  test('plain text is no sealed text: whoever can write the database cannot put a secret of their own there', () => {
    expect(() => vault.open('JBSWY3DPEHPK3PXP', places.totp('a'))).toThrow(/changed/)
  })

  test('another key is told from a damaged value; its name opens nothing', () => {
    const other = createVault(randomBytes(32))
    expect(other.keyId).not.toBe(vault.keyId)
    expect(() => other.open(vault.seal('x', 'y'), 'y')).toThrow(
      expect.objectContaining({ code: 'SECRET_KEY_WRONG' }),
    )
    expect(() => createVault(randomBytes(16))).toThrow(
      expect.objectContaining({ code: 'SECRET_KEY_INVALID' }),
    )
  })
})
