/** A certification authority, and stamps of any content, made with the OpenSSL program: an implementation that shares nothing with ours. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** A suite whose title says why it did not run where OpenSSL is absent. */
export function describeOpenssl(title: string, suite: () => void): void {
  describe.skipIf(!hasOpenssl)(hasOpenssl ? title : `${title} (skipped: no openssl program here)`, suite)
}

/** Output of the program; its arguments in groups that belong together. */
export function openssl(...groups: readonly (readonly string[])[]): Buffer {
  const args = groups.flat()
  const run = spawnSync('openssl', args, { maxBuffer: 1 << 24 })
  if (run.status !== 0) throw new Error(`openssl ${args.join(' ')}\n${String(run.stderr)}`)
  return run.stdout
}

export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-1024'

const keyArguments: Readonly<Record<KeyKind, readonly string[]>> = {
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'RSA-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
}

export interface Holder {
  readonly name: string
  readonly keyFile: string
  readonly certificateFile: string
  readonly der: Uint8Array
}

export interface Issue {
  readonly name: string
  readonly key: KeyKind
  /** Undefined: signs its own certificate. */
  readonly issuer?: Holder
  /** Lines of an extension section. */
  readonly extensions: readonly string[]
  /** `YYYYMMDDHHMMSSZ`. */
  readonly from?: string
  readonly to?: string
  readonly digest?: string
}

export const authority = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
]
export const stamper = [
  'basicConstraints=CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=critical,timeStamping',
  'subjectKeyIdentifier=hash',
]

/** A folder of keys and certificates; `close` removes it. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'occtet-tsa-'))
  #count = 0

  path(name: string): string {
    return join(this.folder, name)
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content)
    return this.path(name)
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  issue({ name, key, issuer, extensions, from, to, digest }: Issue): Holder {
    const own = `${this.#count++}-${name}`
    const keyFile = this.path(`${own}.key`)
    const certificateFile = this.path(`${own}.pem`)
    const request = this.path(`${own}.csr`)
    openssl(['genpkey', ...keyArguments[key], '-out', keyFile])
    openssl(['req', '-new', '-key', keyFile, '-subj', `/O=Example Trust/CN=${name}`, '-out', request])
    const database = this.path(`${own}-db`)
    mkdirSync(database)
    writeFileSync(join(database, 'index.txt'), '')
    const config = this.write(
      `${own}.cnf`,
      [
        '[ca]\ndefault_ca=this',
        `[this]\ndatabase=${database}/index.txt\nnew_certs_dir=${database}\nrand_serial=yes\npolicy=any\nemail_in_dn=no\nunique_subject=no`,
        '[any]\norganizationName=optional\ncommonName=supplied',
        `[own]\n${extensions.join('\n')}\n`,
      ].join('\n'),
    )
    openssl(
      ['ca', '-batch', '-notext', '-config', config, '-in', request, '-out', certificateFile],
      ['-extensions', 'own', '-md', digest ?? 'sha256'],
      ['-startdate', from ?? '20200101000000Z', '-enddate', to ?? '20401231235959Z'],
      issuer === undefined
        ? ['-selfsign', '-keyfile', keyFile]
        : ['-keyfile', issuer.keyFile, '-cert', issuer.certificateFile],
    )
    return {
      name,
      keyFile,
      certificateFile,
      der: openssl(['x509', '-in', certificateFile, '-outform', 'DER']),
    }
  }

  /** CMS signed data over a TSTInfo; `arguments` go to `openssl cms -sign`. */
  sign(
    content: Uint8Array,
    signer: Holder,
    more: readonly string[] = ['-cades', '-md', 'sha256'],
  ): Uint8Array {
    const input = this.write(`tst-${this.#count++}.der`, content)
    return openssl(
      ['cms', '-sign', '-binary', '-nodetach', '-econtent_type', '1.2.840.113549.1.9.16.1.4', '-in', input],
      ['-signer', signer.certificateFile, '-inkey', signer.keyFile, '-outform', 'DER'],
      more,
    )
  }

  /** Whether `openssl ts -verify` accepts a response; `at`: seconds since 1970. */
  accepts(response: Uint8Array, question: OpensslQuestion): boolean {
    const file = this.write(`check-${this.#count++}.tsr`, response)
    const untrusted = question.untrusted.map(({ certificateFile }) => readFileSync(certificateFile, 'utf8'))
    const args = [
      ['ts', '-verify', '-in', file, '-digest', Buffer.from(question.digest).toString('hex')],
      ['-CAfile', question.anchor.certificateFile, '-attime', String(question.at)],
      untrusted.length === 0
        ? []
        : ['-untrusted', this.write(`chain-${this.#count}.pem`, untrusted.join('\n'))],
    ]
    const run = spawnSync('openssl', args.flat())
    return run.status === 0
  }
}

export interface OpensslQuestion {
  readonly digest: Uint8Array
  readonly anchor: Holder
  readonly untrusted: readonly Holder[]
  readonly at: number
}
