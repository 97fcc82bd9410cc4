import { describe, expect, it } from 'vitest'
import { Refusal } from './refusal.ts'
import { signInFor } from './signed-out.ts'

const signedOut = new Refusal('SIGN_IN_NEEDED', 401)

describe('signInFor', () => {
  it('keeps path, filters and open row for the way back', () => {
    const target = signInFor(signedOut, '/o/alpha/triage?is=runtime#GHSA-1@pkg:npm/a')
    expect(target).toBeDefined()
    const url = new URL(target ?? '', 'http://127.0.0.1')
    expect(url.pathname).toBe('/sign-in')
    expect(url.searchParams.get('next')).toBe('/o/alpha/triage?is=runtime#GHSA-1@pkg:npm/a')
  })
  it('leaves other refusals where they are', () => {
    expect(signInFor(new Refusal('SIGN_IN_FAILED', 401), '/account')).toBeUndefined()
    expect(signInFor(new Refusal('PERMISSION_MISSING', 403), '/o/alpha')).toBeUndefined()
    expect(signInFor(new Refusal('OFFLINE', 0), '/o/alpha')).toBeUndefined()
  })
  it('does not lead from the doors to the doors', () => {
    for (const here of ['/sign-in', '/sign-in?next=%2Fo%2Falpha', '/sign-in/oidc', '/invitation#secret']) {
      expect(signInFor(signedOut, here)).toBeUndefined()
    }
    expect(signInFor(signedOut, '/sign-in-notes')).toBeDefined()
  })
})
