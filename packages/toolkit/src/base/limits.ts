/** Limits on hostile input (design 10.17). All are stated to the user when they strike. */
export const limits = {
  /** Bytes of one file that is read whole. */
  fileBytes: 256 * 1024 * 1024,
  /** Levels of nesting in JSON, YAML, TOML and XML. */
  nesting: 200,
  /** Unpacked bytes per packed byte of an archive entry. */
  expansion: 200,
  /** Entries of one archive. */
  archiveEntries: 1_000_000,
  /** Bytes of one line of standard input. */
  lineBytes: 64 * 1024,
} as const
