/** The versions of CSAF that can be validated. */

export type CsafVersion = '2.0' | '2.1'
