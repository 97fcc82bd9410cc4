/** Table of facts: distributions on the Python index whose modules are named otherwise, and well-known ones where they are not. */

/** Distribution, then its modules; rows end with a semicolon. */
const different = `
absl-py absl; antlr4-python3-runtime antlr4; apache-airflow airflow; apache-beam apache_beam;
apispec-webframeworks apispec_webframeworks; argon2-cffi argon2; argon2-cffi-bindings _argon2_cffi_bindings;
asn1crypto asn1crypto; async-timeout async_timeout; attrs attr attrs; auth0-python auth0; authlib authlib;
azure-common azure.common; azure-core azure.core; azure-identity azure.identity;
azure-keyvault-secrets azure.keyvault.secrets; azure-storage-blob azure.storage.blob;
azure-storage-file-datalake azure.storage.filedatalake; babel babel; backports-zoneinfo backports.zoneinfo;
beautifulsoup4 bs4; biopython Bio; bjoern bjoern; bleach-allowlist bleach_allowlist; blosc2 blosc2; boolean-py boolean;
box2d-py Box2D; brotlipy brotli; brotli brotli; bs4 bs4; capstone capstone; cached-property cached_property;
channels-redis channels_redis; charset-normalizer charset_normalizer; cheroot cheroot;
circuitpython-typing circuitpython_typing; clickhouse-driver clickhouse_driver; cloudevents cloudevents; codecov codecov;
confluent-kafka confluent_kafka; connexion connexion; coreapi coreapi; crc16 crc16; crcmod-plus crcmod; cx-oracle cx_Oracle;
cython Cython cython pyximport; dash-bootstrap-components dash_bootstrap_components; dataclasses-json dataclasses_json;
ddtrace ddtrace; discord-py discord; django django; django-allauth allauth; django-auditlog auditlog;
django-auth-ldap django_auth_ldap; django-cachalot cachalot; django-celery-beat django_celery_beat;
django-celery-results django_celery_results; django-ckeditor ckeditor; django-compression-middleware compression_middleware;
django-compressor compressor; django-configurations configurations; django-cors-headers corsheaders;
django-countries django_countries; django-crispy-forms crispy_forms; django-csp csp; django-debug-toolbar debug_toolbar;
django-environ environ; django-extensions django_extensions; django-filter django_filters; django-grappelli grappelli;
django-guardian guardian; django-hijack hijack; django-import-export import_export; django-jazzmin jazzmin;
django-js-asset js_asset; django-log-request-id log_request_id; django-mptt mptt; django-multiselectfield multiselectfield;
django-oauth-toolkit oauth2_provider; django-otp django_otp; django-phonenumber-field phonenumber_field;
django-picklefield picklefield; django-q2 django_q; django-ratelimit django_ratelimit ratelimit; django-redis django_redis;
django-redis-cache redis_cache; django-rest-framework rest_framework; django-rest-swagger rest_framework_swagger;
django-reversion reversion; django-sass-processor sass_processor; django-silk silk; django-simple-history simple_history;
django-soft-delete django_softdelete; django-stdimage stdimage; django-storages storages; django-stubs mypy_django_plugin;
django-taggit taggit; django-tables2 django_tables2; django-treenode treenode; django-two-factor-auth two_factor;
django-vite django_vite; django-webpack-loader webpack_loader; django-widget-tweaks widget_tweaks;
djangorestframework rest_framework; djangorestframework-api-key rest_framework_api_key;
djangorestframework-guardian rest_framework_guardian; djangorestframework-simplejwt rest_framework_simplejwt;
djangorestframework-xml rest_framework_xml; djangorestframework-yaml rest_framework_yaml; dj-database-url dj_database_url;
dj-rest-auth dj_rest_auth; dm-tree tree; dnspython dns; docker-py docker; docopt-ng docopt;
drf-nested-routers rest_framework_nested; drf-spectacular drf_spectacular; drf-spectacular-sidecar drf_spectacular_sidecar;
drf-writable-nested drf_writable_nested; drf-yasg drf_yasg; ecdsa ecdsa; edgegrid-python akamai.edgegrid;
elasticsearch-dsl elasticsearch_dsl; email-validator email_validator; esptool esptool; exifread exifread;
facebook-sdk facebook; factory-boy factory; time-machine time_machine; pytest-httpx pytest_httpx; imagehash imagehash;
faiss-cpu faiss; faiss-gpu faiss; fastapi-users fastapi_users; ffmpeg-python ffmpeg; firebase-admin firebase_admin;
flask-admin flask_admin; flask-bcrypt flask_bcrypt; flask-caching flask_caching; flask-cors flask_cors;
flask-jwt-extended flask_jwt_extended; flask-limiter flask_limiter; flask-login flask_login; flask-mail flask_mail;
flask-marshmallow flask_marshmallow; flask-migrate flask_migrate; flask-restful flask_restful; flask-restx flask_restx;
flask-socketio flask_socketio; flask-sqlalchemy flask_sqlalchemy; flask-wtf flask_wtf; fonttools fontTools; fpdf2 fpdf;
fs-s3fs fs_s3fs; func-timeout func_timeout; gdal osgeo; gitdb gitdb; gitpython git; google-api-core google.api_core;
google-api-python-client googleapiclient apiclient; google-auth google.auth google.oauth2;
google-auth-httplib2 google_auth_httplib2; google-auth-oauthlib google_auth_oauthlib;
google-cloud-bigquery google.cloud.bigquery; google-cloud-core google.cloud;
google-cloud-firestore google.cloud.firestore google.cloud.firestore_v1; google-cloud-kms google.cloud.kms;
google-cloud-logging google.cloud.logging; google-cloud-pubsub google.cloud.pubsub google.cloud.pubsub_v1;
google-cloud-secret-manager google.cloud.secretmanager; google-cloud-storage google.cloud.storage;
google-cloud-translate google.cloud.translate; google-generativeai google.generativeai; google-genai google.genai;
googleapis-common-protos google.api google.rpc google.type google.logging; graphene-django graphene_django;
graphql-core graphql; grpcio grpc; grpcio-tools grpc_tools; hdbcli hdbcli; html2text html2text; httpx-oauth httpx_oauth;
humanfriendly humanfriendly; imagehash imagehash; imageio-ffmpeg imageio_ffmpeg; imbalanced-learn imblearn;
importlib-metadata importlib_metadata; importlib-resources importlib_resources; influxdb-client influxdb_client;
ipython IPython; ipython-genutils ipython_genutils; irc irc; jaraco-functools jaraco.functools; jaraco-text jaraco.text;
jaraco-classes jaraco.classes; jaraco-context jaraco.context; jinja2-time jinja2_time; jose jose; jsonpath-ng jsonpath_ng;
jsonpath-rw jsonpath_rw; jsonschema-specifications jsonschema_specifications; jupyter-client jupyter_client;
jupyter-core jupyter_core; jupyter-server jupyter_server; kafka-python kafka; keras-applications keras_applications;
kubernetes-asyncio kubernetes_asyncio; langchain-core langchain_core; langchain-community langchain_community;
langchain-openai langchain_openai; ldap3 ldap3; libsass sass sassutils; license-expression license_expression;
linkify-it-py linkify_it; llama-index llama_index; llama-index-core llama_index.core; markdown markdown;
markdown-it-py markdown_it; markupsafe markupsafe; mdit-py-plugins mdit_py_plugins; mecab-python3 MeCab; memcached memcache;
microsoft-kiota-abstractions kiota_abstractions; mkdocs-material material; mongoengine mongoengine;
more-itertools more_itertools; msal-extensions msal_extensions; msgpack-python msgpack; mypy-extensions mypy_extensions;
mysql-connector-python mysql; mysql-python MySQLdb; mysqlclient MySQLdb; nvidia-ml-py pynvml; nodeenv nodeenv; odfpy odf;
opencv-contrib-python cv2; opencv-contrib-python-headless cv2; opencv-python cv2; opencv-python-headless cv2;
opensearch-py opensearchpy; opentelemetry-api opentelemetry; opentelemetry-sdk opentelemetry.sdk;
opentelemetry-exporter-otlp opentelemetry.exporter.otlp;
opentelemetry-exporter-otlp-proto-grpc opentelemetry.exporter.otlp.proto.grpc;
opentelemetry-exporter-otlp-proto-http opentelemetry.exporter.otlp.proto.http;
opentelemetry-instrumentation opentelemetry.instrumentation; opentelemetry-proto opentelemetry.proto;
opentelemetry-semantic-conventions opentelemetry.semconv; orjson orjson; oscrypto oscrypto; ossaudiodev ossaudiodev;
oslo-config oslo_config; oslo-utils oslo_utils; paho-mqtt paho; paste-deploy paste.deploy; pdfminer-six pdfminer;
peewee peewee playhouse; phonenumberslite phonenumbers; pillow PIL; pillow-heif pillow_heif; pillow-simd PIL;
pinecone-client pinecone; platformio platformio; plyvel plyvel; portpicker portpicker; prometheus-client prometheus_client;
prompt-toolkit prompt_toolkit; protobuf google.protobuf; proto-plus proto; psutil psutil; psycopg psycopg;
psycopg-binary psycopg_binary; psycopg-c psycopg_c; psycopg-pool psycopg_pool; psycopg2 psycopg2; psycopg2-binary psycopg2;
pure-eval pure_eval; py-cpuinfo cpuinfo; pyasn1-modules pyasn1_modules; pycairo cairo; pycrypto Crypto; pycryptodome Crypto;
pycryptodomex Cryptodome; pydantic-core pydantic_core; pydantic-settings pydantic_settings;
pydantic-extra-types pydantic_extra_types; pydispatcher pydispatch; pyexecjs execjs; pyfakefs pyfakefs; pygithub github;
pygobject gi; pyhamcrest hamcrest; pyinstaller PyInstaller; pyjwt jwt; pykerberos kerberos; pymongo pymongo bson gridfs;
pymupdf fitz pymupdf; pynacl nacl; pyobjc-core objc; pyopenssl OpenSSL; pypdf2 PyPDF2; pypng png; pypubsub pubsub;
pyqrcode pyqrcode; pyqt5 PyQt5; pyqt6 PyQt6; pyrsistent pyrsistent pvectorc; pyserial serial; pyserial-asyncio serial_asyncio;
pyside2 PySide2; pyside6 PySide6; pysocks socks sockshandler; pystache pystache; pytest _pytest pytest;
pytest-asyncio pytest_asyncio; pytest-cov pytest_cov; pytest-django pytest_django; pytest-mock pytest_mock;
pytest-xdist xdist; python-barcode barcode; python-box box; python-consul consul; python-dateutil dateutil;
python-decouple decouple; python-docx docx; python-dotenv dotenv; python-engineio engineio; python-frontmatter frontmatter;
python-gitlab gitlab; python-gnupg gnupg; python-http-client python_http_client; python-ipware python_ipware ipware;
python-jenkins jenkins; python-jose jose; python-json-logger pythonjsonlogger; python-ldap ldap ldapurl ldif;
python-levenshtein Levenshtein; python-logstash logstash; python-magic magic; python-memcached memcache;
python-multipart multipart python_multipart; python-mimeparse mimeparse; python-nmap nmap; python-pptx pptx;
python-redis-lock redis_lock; python-rtmidi rtmidi; python-slugify slugify; python-snappy snappy; python-socketio socketio;
python-stdnum stdnum; python-telegram-bot telegram; python-twitter twitter; python3-openid openid; python3-saml onelogin;
pywavelets pywt; pywin32 win32api win32con win32com win32file win32gui pythoncom pywintypes win32service; pyxb PyXB pyxb;
pyyaml yaml _yaml; pyyaml-env-tag yaml_env_tag; pyzbar pyzbar; pyzmq zmq; rapidfuzz rapidfuzz; rdflib rdflib;
readme-renderer readme_renderer; recipe-scrapers recipe_scrapers; requests-file requests_file;
requests-oauthlib requests_oauthlib; requests-toolbelt requests_toolbelt; rich-argparse rich_argparse; rjsmin rjsmin;
rpds-py rpds; ruamel-yaml ruamel.yaml ruamel; ruamel-yaml-clib _ruamel_yaml; s3transfer s3transfer; scikit-build skbuild;
scikit-image skimage; scikit-learn sklearn; scikit-optimize skopt; segment-analytics-python analytics; segno segno;
semantic-version semantic_version; sentence-transformers sentence_transformers; sentry-sdk sentry_sdk;
setproctitle setproctitle; setuptools setuptools pkg_resources _distutils_hack; simple-websocket simple_websocket;
simpleeval simpleeval; slack-sdk slack_sdk; slackclient slack; snowflake-connector-python snowflake.connector;
social-auth-app-django social_django; social-auth-core social_core; speechrecognition speech_recognition;
spdx-tools spdx_tools spdx; sphinx-rtd-theme sphinx_rtd_theme; sqlalchemy-utils sqlalchemy_utils;
sqlalchemy-json sqlalchemy_json; sse-starlette sse_starlette; stack-data stack_data; starlette-context starlette_context;
tables tables; tb-nightly tensorboard; telepot telepot; tensorflow-cpu tensorflow; tensorflow-gpu tensorflow;
text-unidecode text_unidecode; tika-client tika_client; tinydb tinydb; tree-sitter tree_sitter; trustme trustme;
typing-extensions typing_extensions; typing-inspect typing_inspect; typing-inspection typing_inspection; tzlocal tzlocal;
u-msgpack-python umsgpack; ua-parser ua_parser; umap-learn umap; unidecode unidecode; uuid6 uuid6;
uwsgi uwsgi uwsgidecorators; validate-email validate_email; voluptuous voluptuous; wand wand; web-py web;
websocket-client websocket; whoosh whoosh; whoosh-reloaded whoosh; wxpython wx; xmlsec xmlsec; xlsxwriter xlsxwriter;
xlutils xlutils; youtube-dl youtube_dl; yt-dlp yt_dlp; zeroc-ice Ice; zope-event zope.event; zope-interface zope.interface;
zstandard zstandard; zxing-cpp zxingcpp
`

/** Distributions whose one module has the name of the distribution, `-` written as `_`. */
const same = `
aniso8601 aiocsv aiodns aiofiles aiohttp aiomqtt aiosmtplib aiosqlite alembic altair amqp annotated-types anthropic anyio appdirs apprise
apscheduler arrow asgiref astroid asyncpg async-lru autobahn aws-xray-sdk bandit bcrypt billiard black bleach blinker
bokeh boto boto3 botocore cachetools cairosvg celery certifi cffi chardet chevron click click-plugins cloudpickle colorama colorlog
coloredlogs concurrent-log-handler construct contourpy cookiecutter coverage croniter cryptography cssselect cssutils cycler dacite
daphne dask databases dateparser decorator deepdiff defusedxml deprecated dill diskcache distlib docker docopt docutils duckdb
ecdsa elasticsearch et-xmlfile eventlet exceptiongroup execnet executing extruct fabric faker falcon fastapi fastjsonschema
filelock fire flake8 flask flower freezegun frozenlist fsspec furl future gensim gevent gino greenlet gradio graphene gunicorn
h11 h2 hiredis hpack html5lib httpcore httplib2 httptools httpx huey humanize hypercorn hyperframe hyperlink hypothesis
icalendar identify idna imageio imap-tools inflection incremental iniconfig inflect ingreedypy inotify-simple
inotifyrecursive invoke isodate isort itsdangerous itypes jdatetime jedi jellyfish jinja2 jiter jmespath joblib jsonpatch
jsonpickle jsonpointer jsonschema jwcrypto kiwisolver kombu kubernetes langdetect lark lazy-object-proxy limits locust lockfile
loguru lxml lz4 mako marshmallow matplotlib mdurl mechanize minio mistune mock monotonic moto mpmath msal msgpack multidict multitasking
mutagen mypy natsort nbconvert nbformat netaddr netifaces networkx nh3 nltk nose numba numexpr numpy oauthlib oauth2client ocrmypdf
openai openpyxl orderly-set packaging pandas paramiko parsel parse parso passlib pathspec pathvalidate pdf2image pdfminer pdfplumber pendulum
pexpect pikepdf pip pipenv pkginfo platformdirs plotly pluggy ply poetry polars polib pre-commit pooch portalocker priority
propcache psycopg ptyprocess py pyaml pyarrow pyasn1 pycares pycodestyle pycountry pycparser pycurl pydantic pydocstyle pydot
pydub pydyf pyee pyfiglet pyflakes pyftpdlib pygal pygments pyhumps pylint pymemcache pymssql pymysql pynput pyotp pyparsing pypdf pypdfium2 pyperclip pyphen
pyproj pysaml2 pyscreenshot pysftp pysnmp pytesseract pytz pyudev pyvips pyvmomi pywebpush qdrant-client qrcode quart queuelib rarfile
rapidjson ratelimit rdflib recommonmark redis regex reportlab requests responses rfc3986 rfc3339 rich rq rsa ruff s3fs schedule
schema scipy scrapy seaborn selenium semver sendgrid service-identity sh shapely shellingham shortuuid simplejson six slowapi smmap sniffio
snowballstemmer sortedcontainers soupsieve spacy sphinx sqlalchemy sqlmodel sqlparse sqlitedict starlette statsmodels stevedore stripe structlog
sympy tabulate tenacity tensorboard tensorflow termcolor textblob threadpoolctl tifffile tiktoken tinycss2 tldextract tokenizers toml tomli
tomli-w tomlkit toolz torch torchvision tornado tox tqdm traitlets transformers trio trove-classifiers twine twilio twisted typer tzdata
ujson unicodecsv unittest2 uritemplate uritools urllib3 urwid uvicorn uvloop validators vine virtualenv waitress warlock watchdog watchfiles watchgod
wcwidth weasyprint webargs webencodings webob websockets webtest werkzeug wheel whitenoise wrapt wsproto wtforms xlrd xlwt xgboost xmltodict xxhash
yapf yarl zeep zipp zipstream-ng zope-i18n isal ifaddr zeroconf aioesphomeapi aiocache cssselect2 glyphslib resvg-py puremagic smpclient
bareasgi bitstring cerberus ciso8601 colour country-list crispy-bootstrap5 cron-descriptor crontab drf-extensions edge-tts fido2 ilcli
`

/** By normalised distribution name (PEP 503). */
export const moduleTable: ReadonlyMap<string, readonly string[]> = new Map(
  different
    .trim()
    .split(/;\s/)
    .map((row) => {
      const [name = '', ...modules] = row.split(' ')
      return [name, modules]
    }),
)

/** Normalised names whose plain reading is known to be right. */
export const sameNames: ReadonlySet<string> = new Set(same.trim().split(/\s+/))

/** Found by others through entry points, settings or a look at what is installed: drivers, back ends, plug-ins. */
export const loadedByOthers =
  /^(?:psycopg.*|mysqlclient|pymysql|asyncpg|aiosqlite|aiomysql|cx-oracle|oracledb|pyodbc|pymssql|gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi|waitress|uvloop|httptools|websockets|watchfiles|watchdog|h11|h2|brotli|brotlipy|brotlicffi|zstandard|lxml|html5lib|orjson|ujson|simplejson|python-multipart|email-validator|tzdata|hiredis|redis|whitenoise|django-.+|djangorestframework.*|drf-.+|channels.*|flask-.+|jinja2|markupsafe|itsdangerous|openpyxl|xlrd|xlsxwriter|odfpy|pyarrow|fastparquet|tables|numexpr|bottleneck|pillow.*|cryptography|pyopenssl|idna|chardet|charset-normalizer|certifi|cffi|greenlet|gevent|eventlet|pygments|colorama|argon2-cffi|bcrypt|passlib|setuptools|wheel|pip|pytest.*|flake8.*|pylint.*|mypy.*|sphinx.*|mkdocs.*|keyring|secretstorage|dnspython|pysocks|python-dotenv|rich|shellingham|typing-extensions|importlib-metadata|importlib-resources|newrelic|ddtrace|opentelemetry-.+|celery.*|kombu|flower|concurrent-log-handler|python-json-logger|pywin32|tomli|toml|babel|docutils|markdown|python-magic.*|social-auth-.+|crispy-.+|pycares|aiodns|pyserial.*|esptool|platformio|libsass|rjsmin|rcssmin|tree-sitter.*|paho-mqtt|slixmpp|aiofiles|ruamel-yaml-clib|.+-(?:plugin|theme|extension|backend|stubs)s?)$/
