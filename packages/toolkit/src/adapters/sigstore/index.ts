/** Sigstore bundles, verified offline. Made nowhere: keyless signing needs a network and a public identity. */
export {
  type SigstoreAnswer,
  type SigstoreFault,
  type SigstoreFaultCode,
  type SigstoreFinding,
  type SigstoreQuestion,
  type SigstoreSigner,
  verifySigstoreBundle,
} from './verify-bundle.ts'
