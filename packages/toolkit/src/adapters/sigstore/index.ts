/** Sigstore bundles, verified offline. Made nowhere: keyless signing needs a network and a public identity. */
export type {
  SigstoreAnswer,
  SigstoreFault,
  SigstoreFaultCode,
  SigstoreFinding,
  SigstoreQuestion,
  SigstoreSigner,
} from './answer.ts'
export { verifySigstoreBundle } from './verify-bundle.ts'
