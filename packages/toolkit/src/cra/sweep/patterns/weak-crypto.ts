/** Table of data: old protocol versions, and ciphers and digests that are broken for what they protect. */
import type { CodePattern } from '../pattern.ts'

const protocol = { group: 'weak-transport', kind: 'old-protocol', skipsGuarded: true } as const
const cipher = { group: 'weak-crypto', kind: 'weak-cipher', skipsGuarded: true } as const
const digest = { group: 'weak-crypto', kind: 'weak-digest', skipsGuarded: true } as const

/** A digest alone says nothing (many are checksums); one over these is meant for security. */
const secretWord = /passw(?:or)?d|passwd|secret|token|signature|signing|\bsign\b|credential/i
const checksumWord = /usedforsecurity|etag|cache|gravatar|checksum|finger|dedup|filename/i

export const weakCrypto: readonly CodePattern[] = [
  {
    ...protocol,
    languages: ['py'],
    words: ['protocol_tlsv1', 'protocol_sslv3', 'protocol_sslv2'],
    test: /\bssl\.PROTOCOL_(?:TLSv1(?:_1)?|SSLv[23])\b(?!_2)/,
    ignoresStrings: true,
  },
  {
    ...protocol,
    languages: ['go'],
    words: ['minversion'],
    test: /\bMinVersion\s*[:=]\s*tls\.Version(?:TLS10|TLS11|SSL30)\b/,
  },
  {
    ...protocol,
    languages: ['js'],
    words: ['minversion', 'secureprotocol'],
    test: /\b(?:minVersion\s*:\s*["']TLSv1(?:\.1)?["']|secureProtocol\s*:\s*["'](?:TLSv1|TLSv1_1|SSLv3|SSLv2)_(?:client_|server_)?method["'])/,
  },
  {
    ...protocol,
    languages: ['java'],
    words: ['sslcontext'],
    test: /\bSSLContext\.getInstance\(\s*"(?:SSL|SSLv3|TLSv1|TLSv1\.1)"\s*\)/,
  },
  {
    ...protocol,
    languages: ['cs'],
    words: ['securityprotocoltype'],
    test: /\bSecurityProtocol\s*\|?=[^;\n]{0,200}\bSecurityProtocolType\.(?:Ssl3|Tls|Tls11)\b(?!\d)/,
  },
  {
    ...protocol,
    languages: ['c'],
    words: ['set_min_proto_version', 'sslv3_method', 'tlsv1_method', 'tlsv1_1_method'],
    test: /\bset_min_proto_version\([^,\n]{0,80},\s*(?:SSL3|TLS1|TLS1_1)_VERSION\b|=\s*(?:SSLv3|TLSv1|TLSv1_1)(?:_client|_server)?_method\(/,
  },
  {
    ...protocol,
    languages: ['conf', 'other', 'docker', 'html', 'yaml'],
    words: ['ssl_protocols'],
    test: /^\s*ssl_protocols\s[^;#\n]{0,100}\b(?:SSLv[23]|TLSv1(?:\.1)?)(?![.\d])/,
  },
  {
    ...cipher,
    languages: ['java'],
    words: ['cipher.getinstance'],
    test: /\bCipher\.getInstance\(\s*"(?:DES|DESede|RC4|ARCFOUR|RC2|AES\/ECB)(?:\/[^"\n]{0,40})?"/,
  },
  {
    ...cipher,
    languages: ['go'],
    words: ['des.new', 'rc4.new'],
    test: /\b(?:des\.New(?:TripleDES)?Cipher|rc4\.NewCipher)\(/,
    ignoresStrings: true,
  },
  {
    ...cipher,
    languages: ['js'],
    words: ['createcipher'],
    test: /\bcreateCipher(?:iv)?\(\s*["'`](?:des|rc4|rc2|bf|aes-\d+-ecb)[^"'`\n]{0,20}["'`]/i,
  },
  {
    ...cipher,
    languages: ['py'],
    words: ['des.new', 'des3.new', 'arc4.new', 'aes.mode_ecb', 'modes.ecb'],
    test: /\b(?:DES3?|ARC4)\.new\(|\bAES\.MODE_ECB\b|\bmodes\.ECB\(/,
    ignoresStrings: true,
  },
  {
    ...cipher,
    languages: ['c'],
    words: ['evp_des_', 'evp_rc4', 'evp_rc2'],
    test: /\bEVP_(?:CIPHER_fetch|EncryptInit|EncryptInit_ex|CipherInit_ex)\([^;\n]{0,120}\bEVP_(?:des|rc4|rc2)_?\w*\(/,
  },
  {
    ...cipher,
    languages: ['cs'],
    words: ['descryptoserviceprovider', 'rc2cryptoserviceprovider', 'des.create'],
    test: /\b(?:new\s+(?:DES|TripleDES|RC2)CryptoServiceProvider|\bDES\.Create\()/,
  },
  {
    ...digest,
    languages: ['js', 'py', 'go', 'java', 'php', 'rb', 'cs'],
    words: ['md5', 'sha1', 'sha-1'],
    test: new RegExp(
      `(?:createHash\\(\\s*["'\`](?:md5|sha1)["'\`]|hashlib\\.(?:md5|sha1)\\(|\\b(?:md5|sha1)\\.(?:Sum|New)\\(|getInstance\\(\\s*"(?:MD5|SHA-?1)"|(?<![\\w>$:])(?:md5|sha1)\\(\\s*\\$|Digest::(?:MD5|SHA1)\\b|(?:MD5|SHA1)\\.(?:Create|HashData)\\()(?=[^\\n]{0,200}(?:${secretWord.source}))`,
      'i',
    ),
    unless: checksumWord,
  },
]
