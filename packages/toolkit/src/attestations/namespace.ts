/** The names of our own predicates: one constant, because a name that moves is another name. */

/**
 * Under `.example` (RFC 2606), since the project controls no domain yet; the published test vectors use the same names. It is
 * no setting: two installations with two names could not read each other. Changing it is a new version of every predicate.
 */
export const PREDICATE_NAMESPACE = 'https://occtet.example/attestation/'
