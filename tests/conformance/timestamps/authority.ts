/** A time-stamping authority on this machine: `openssl ts -reply` behind HTTP. */
import { spawnSync } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Holder, Workshop } from './openssl.ts'

export interface LocalAuthority {
  readonly url: string
  /** Every request body, as it came. */
  readonly requests: readonly Buffer[]
  readonly close: () => Promise<void>
}

/** Answers in place of the authority where a test wants it to misbehave. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => boolean

const reply = 'application/timestamp-reply'

export async function startAuthority(
  shop: Workshop,
  signer: Holder,
  { middle, misbehave = () => false }: { readonly middle: Holder; readonly misbehave?: Misbehaviour },
): Promise<LocalAuthority> {
  const config = shop.write(
    `tsa-${signer.name}.cnf`,
    [
      '[tsa]\ndefault_tsa=this',
      `[this]\nserial=${shop.path('tsa-serial')}\nsigner_cert=${signer.certificateFile}\nsigner_key=${signer.keyFile}`,
      `certs=${middle.certificateFile}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\nother_policies=1.2.3.4.2\ndigests=sha256,sha384,sha512`,
      'accuracy=secs:1\nordering=no\ntsa_name=yes\ness_cert_id_chain=yes\ness_cert_id_alg=sha256\ncrypto_device=builtin\n',
    ].join('\n'),
  )
  const requests: Buffer[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      requests.push(body)
      if (misbehave(request, response)) return
      if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query') {
        response.writeHead(415).end()
        return
      }
      const query = shop.write(`query-${requests.length}.tsq`, body)
      const run = spawnSync('openssl', ['ts', '-reply', '-queryfile', query, '-config', config])
      response.writeHead(run.status === 0 ? 200 : 500, { 'content-type': reply }).end(run.stdout)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
