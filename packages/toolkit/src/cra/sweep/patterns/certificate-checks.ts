/** Table of data: how programs switch off the check of the other side's certificate. */
import type { CodePattern } from '../pattern.ts'

const common = { group: 'certificate-checks', kind: 'certificate-check-off', skipsGuarded: true } as const

/** Only a literal "off" counts; a variable or an option that users can set is no default. */
export const certificateChecks: readonly CodePattern[] = [
  {
    ...common,
    languages: ['js'],
    words: ['rejectunauthorized'],
    test: /\brejectUnauthorized\s*[:=]\s*(?:false|0)\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['js', 'sh', 'docker', 'conf', 'yaml', 'py'],
    words: ['node_tls_reject_unauthorized'],
    test: /\bNODE_TLS_REJECT_UNAUTHORIZED["'\]]{0,2}\s*[:=]\s*["']?0/,
  },
  {
    ...common,
    languages: ['js'],
    words: ['strictssl'],
    test: /\bstrictSSL\s*[:=]\s*false\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['py'],
    words: ['verify'],
    test: /\b(?:requests|httpx|session|client|aiohttp|self\._?session|self\._?client|s)\.(?:get|post|put|patch|delete|head|request|Client|AsyncClient|Session)\([^#\n]{0,300}\bverify\s*=\s*False\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['py'],
    words: ['.verify'],
    test: /\b(?:session|client|s|self\._?session)\.verify\s*=\s*False\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['py'],
    words: ['_create_unverified_context'],
    test: /\bssl\._create_unverified_context\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['py'],
    words: ['cert_none'],
    test: /(?:verify_mode|cert_reqs|tls_cert_reqs)\s*=\s*(?:ssl\.)?["']?CERT_NONE\b/,
  },
  {
    ...common,
    languages: ['py'],
    words: ['check_hostname'],
    test: /\.check_hostname\s*=\s*False\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['go'],
    words: ['insecureskipverify'],
    test: /\bInsecureSkipVerify\s*[:=]\s*true\b/,
    ignoresStrings: true,
  },
  {
    ...common,
    languages: ['java'],
    words: ['allow_all_hostname_verifier', 'noophostnameverifier', 'allowallhostnameverifier'],
    test: /\b(?:ALLOW_ALL_HOSTNAME_VERIFIER|(?:NoopHostnameVerifier\s*\.\s*INSTANCE)|new\s+(?:Noop|AllowAll)HostnameVerifier)\b/,
    ignoresStrings: true,
  },
  {
    group: 'certificate-checks',
    kind: 'class-trusts-any-certificate',
    languages: ['java'],
    words: ['checkservertrusted'],
    test: /\bcheckServerTrusted\([^)\n]{0,200}\)[^{\n;]{0,100}\{\s*\}/,
  },
  {
    ...common,
    languages: ['java'],
    words: ['hostnameverifier'],
    test: /[hH]ostnameVerifier\s*[({]\s*(?:\([^)\n]{0,80}\)|\w+,\s*\w+|_,\s*_)?\s*->\s*true\b/,
  },
  {
    ...common,
    languages: ['cs'],
    words: ['certificatevalidationcallback', 'servercertificatecustomvalidationcallback'],
    test: /Certificate(?:Custom)?ValidationCallback\s*\+?=\s*[^;\n]{0,200}=>\s*(?:\{\s*return\s+)?true\b/,
  },
  {
    ...common,
    languages: ['cs'],
    words: ['dangerousacceptanyservercertificatevalidator'],
    test: /\bDangerousAcceptAnyServerCertificateValidator\b/,
  },
  {
    ...common,
    languages: ['c', 'php'],
    words: ['curlopt_ssl_verifypeer', 'curlopt_ssl_verifyhost'],
    test: /\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:0L?|false|FALSE)\b/,
  },
  {
    ...common,
    languages: ['php'],
    words: ['verify_peer'],
    test: /["']verify_peer(?:_name)?["']\s*=>\s*(?:false|FALSE)\b/,
  },
  {
    ...common,
    languages: ['rb'],
    words: ['verify_none'],
    test: /\bverify_mode\s*(?:=|=>|:)\s*(?:::)?OpenSSL::SSL::VERIFY_NONE\b/,
  },
  {
    ...common,
    languages: ['rs'],
    words: ['danger_accept_invalid'],
    test: /\.danger_accept_invalid_(?:certs|hostnames)\(\s*true\s*\)/,
  },
  {
    ...common,
    languages: ['dart'],
    words: ['badcertificatecallback'],
    test: /\bbadCertificateCallback\s*[=:][^;\n]{0,160}=>\s*true\b/,
  },
  {
    ...common,
    languages: ['sh', 'docker'],
    words: ['curl'],
    test: /\bcurl\s(?:[^|;&\n]{0,200}\s)?(?:-[a-zA-Z]{0,6}k[a-zA-Z]{0,6}|--insecure)(?:\s|$)/,
    unless: /localhost|127\.0\.0\.1|\[::1\]/,
  },
  {
    ...common,
    languages: ['sh', 'docker'],
    words: ['--no-check-certificate'],
    test: /\bwget\b[^|;&\n]{0,300}--no-check-certificate\b/,
    unless: /localhost|127\.0\.0\.1/,
  },
  {
    ...common,
    languages: ['sh', 'docker'],
    words: ['sslverify'],
    test: /\bhttp\.sslVerify[ =]+["']?false\b/,
  },
]
