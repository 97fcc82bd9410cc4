/** `occtet attest verify` on Sigstore bundles of the conformance suite: whom it asks for, what it says, how it ends. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'
import { on } from './attest-product.ts'

interface Vectors {
  readonly trustedRoots: Readonly<Record<string, unknown>>
  readonly artifact: string
  readonly certificateIdentity: string
  readonly certificateIssuer: string
  readonly cases: readonly { readonly id: string; readonly bundle: unknown; readonly trustedRoot: string }[]
}

describeShared('Sigstore bundles through the program', () => {
  const dir = scratch('attest-sigstore')
  const product = on(dir, join(dir, 'home'))
  const { cases, trustedRoots, artifact, ...vectors } = JSON.parse(
    readFileSync(sharedPath('vectors/ledger/sigstore-bundle.json'), 'utf8'),
  ) as Vectors
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(dir, name), content)
    return name
  }
  write('artefact', Buffer.from(artifact, 'base64'))
  write('other', 'another file')
  const signer = ['--identity', vectors.certificateIdentity, '--issuer', vectors.certificateIssuer]

  function argsOf(id: string, name = 'bundle.sigstore.json', artefact = 'artefact'): readonly string[] {
    const found = cases.find((one) => one.id === id)
    if (found === undefined) throw new Error(`no case ${id}`)
    const root = write('root.json', JSON.stringify(trustedRoots[found.trustedRoot]))
    const file = write(name, JSON.stringify(found.bundle))
    return ['attest', 'verify', file, '--artefact', artefact, '--trusted-root', root]
  }

  test('a signed file: valid by its name or its media type; signer, time and log are told', () => {
    for (const name of ['bundle.sigstore.json', 'bundle.json']) {
      const { state, sigstore } = product.ask('attest-verify', [
        ...argsOf('rekor2-happy-path', name),
        ...signer,
      ])
      expect([state, sigstore?.kind, sigstore?.signs]).toEqual(['valid', 'valid', 'file'])
      expect(sigstore?.times.length).toBeGreaterThan(0)
      expect(sigstore?.entries.length).toBeGreaterThan(0)
    }
    const { stdout } = product.run([...argsOf('rekor2-happy-path'), ...signer, '--lang', 'de'])
    expect(stdout.startsWith('GÜLTIG: ')).toBe(true)
    expect(stdout).toContain(`Dafür steht ein: ${vectors.certificateIssuer}`)
  })

  test('a signed statement is of its type, and a signed file of none', () => {
    const args = [...argsOf('rekor2-dsse-happy-path'), ...signer]
    const { sigstore } = product.ask('attest-verify', args)
    expect(sigstore?.signs).toBe('envelope')
    const type = sigstore?.predicateType ?? ''
    expect(product.ask('attest-verify', [...args, '--type', type]).state).toBe('valid')
    expect(product.ask('attest-verify', [...args, '--type', 'vex'], { code: 1 }).state).toBe('none-asked')
    const file = [...argsOf('rekor2-happy-path'), ...signer, '--type', type]
    expect(product.ask('attest-verify', file, { code: 1 }).state).toBe('none-asked')
  })

  test('another file, another signer, a broken bundle: not valid', () => {
    const other = product.ask(
      'attest-verify',
      [...argsOf('rekor2-happy-path', undefined, 'other'), ...signer],
      {
        code: 1,
      },
    )
    expect(other.state).toBe('invalid')
    const stranger = ['--identity', 'nobody@example.org', '--issuer', vectors.certificateIssuer]
    const { sigstore } = product.ask('attest-verify', [...argsOf('rekor2-happy-path'), ...stranger], {
      code: 1,
    })
    expect([sigstore?.reason, sigstore?.signer?.identity]).toEqual([
      'SIGSTORE_SIGNER_MISMATCH',
      vectors.certificateIdentity,
    ])
    const forged = product.ask('attest-verify', [...argsOf('rekor2-dsse-invalid-sig_fail'), ...signer], {
      code: 1,
    })
    expect(forged.sigstore?.kind).toBe('invalid')
    const args = argsOf('rekor2-happy-path')
    write('bundle.sigstore.json', '{')
    expect(product.ask('attest-verify', [...args, ...signer], { code: 1 }).state).toBe('invalid')
  })

  test('without saying who must have signed there is no answer', () => {
    for (const some of [[], signer.slice(0, 2), signer.slice(2)]) {
      const { error } = product.ask('error', [...argsOf('rekor2-happy-path'), ...some], { code: 2 })
      expect(error.code).toBe('SIGNER_NOT_GIVEN')
    }
  })
})
