# O que diz o Carat, e as mensagens das bibliotecas em português.

word-error = erro
failure-line = erro: { $message }
word-warning = aviso
word-info = nota
word-help = conselho
place-cell = { $file }, folha «{ $sheet }», célula { $cell }
diagnostics-more = { $count ->
    [one] … e mais { $count }.
   *[other] … e mais { $count }.
}

help-carat = Inquéritos de campo do princípio ao fim: formulários, ficheiros, dados limpos, números, relatórios
help-lang = Língua das mensagens (por omissão: a do ambiente)
help-format = Forma do resultado
help-check = Verificar um formulário, ou um inquérito com os seus formulários e plano
help-check-path = Um livro XLSForm, uma pasta de folhas CSV ou a pasta de um inquérito
help-ingest = Ler os ficheiros de campo; cada linha é contada
help-survey = A pasta que contém survey.toml
help-files = Ficheiros a ler em vez dos de incoming/
help-again = Ler de novo os ficheiros mesmo que nada tenha mudado
help-analyse = Calcular os indicadores do plano
help-report = Desenhar os gráficos e escrever o relatório; refaz antes o que já não está atual

check-clean = { $file }: nenhum erro encontrado.
check-warnings = { $file }: utilizável, com { $warnings ->
    [one] { $warnings } aviso.
   *[other] { $warnings } avisos.
}
check-errors = { $file }: { $errors ->
    [one] { $errors } erro
   *[other] { $errors } erros
} a corrigir antes de usar.

progress-reading = Leitura de { $file }
progress-judging = Verificação dos registos do formulário { $form }
progress-estimating = Cálculo dos indicadores
progress-drawing = Desenho dos gráficos e escrita do relatório

ingest-heading = Linhas recebidas, por país e formulário
ingest-fresh = Nada a fazer: os ficheiros, os formulários e as definições não mudaram desde a última vez.
ingest-findings = { $count ->
    [0] Nenhuma anomalia.
    [one] { $count } anomalia:
   *[other] { $count } anomalias:
}
ingest-more-rules = … e mais { $count } tipos de anomalia.
ingest-where = Cada linha está em ledger.csv e cada anomalia em findings.csv, na pasta { $folder }
column-country = país
column-form = formulário
fate-accepted = aceites
fate-quarantined = postas à parte
fate-consent-refused = recusas
fate-duplicate = duplicados
not-reported = nada recebido

analyse-done = { $count } números escritos em { $folder }
report-done = Relatório escrito:

survey-toml-invalid = este ficheiro de inquérito não pode ser lido: { $reason }
survey-other-form = o ficheiro de inquérito anuncia o formulário «{ $expected }», mas esse livro contém «{ $found }»
survey-not-found = não há inquérito aqui: { $file } não existe. Indique a pasta que contém survey.toml
file-unreadable = { $file } não pode ser lido: { $reason }
output-unwritable = o resultado não pode ser escrito: { $reason }
dataset-unwritable = os dados não podem ser escritos: { $reason }
dataset-unreadable = os dados não podem ser lidos: { $reason }. Execute de novo carat ingest
results-unwritable = os resultados não podem ser escritos: { $reason }
report-unwritable = o relatório não pode ser escrito: { $reason }

# survey-schema
form-circle = estes elementos esperam uns pelos outros: { $names }
form-circle-help = retire uma das referências
form-same-repeat-name = dois grupos repetidos têm o nome «{ $name }»
form-same-name = o nome «{ $name }» é usado duas vezes no mesmo grupo
form-same-name-help = dê outro nome a um dos dois
form-ambiguous-reference = várias perguntas ou grupos têm o nome «{ $name }»
form-ambiguous-reference-help = dê a cada um o seu próprio nome
form-unknown-reference = não há pergunta «{ $name }»
did-you-mean = queria dizer «{ $name }»?
form-unknown-code = a lista «{ $list }» não tem o código «{ $code }»: isto nunca será verdade
expression-unclosed-quote = estas aspas não estão fechadas
expression-unclosed-reference = uma referência que começa aqui não está fechada
expression-bad-reference = «{ $name }» não pode ser o nome de uma pergunta
expression-other-notation = { $written } não se usa nos formulários
expression-curly-quote = { $character } são aspas tipográficas
expression-stray-character = { $character } não significa nada aqui
expression-empty = falta aqui um valor
expression-missing-value = falta um valor depois de «{ $after }»
expression-unclosed = isto não está fechado: falta { $close }
expression-missing-operator = falta um operador antes de «{ $before }»
expression-unexpected = «{ $found }» não pode estar aqui
expression-forbidden = «{ $found }» não existe nos formulários
expression-too-deep = esta expressão tem mais de 100 níveis encaixados
expression-write-instead = escreva { $meant }
expression-straight-quote = use as aspas direitas ' ou "
expression-add-operator = ligue os dois com and, or, =, + ou outro operador
expression-split = calcule partes dela em perguntas calculate
expression-unsupported = { $function }() não pode ser avaliado aqui
expression-bad-pattern = «{ $pattern }» não é uma expressão regular
expression-last-saved = a última resposta guardada não está disponível
expression-unknown-function = não há função «{ $name }»
expression-wrong-arguments = { $name }() recebe { $wanted } valores entre parênteses; aqui há { $given }
form-choice-without-list = esta opção não pertence a nenhuma lista e fica de fora
form-choice-without-list-help = escreva o nome da sua lista na coluna list_name
form-choice-without-code = uma opção da lista «{ $list }» não tem código
form-choice-without-code-help = escreva um código curto na coluna name; as etiquetas podem repetir-se, os códigos não
form-same-code = a lista «{ $list }» tem duas vezes o código «{ $code }»
form-same-code-help = dê a cada opção o seu código, ou ponha allow_choice_duplicates a yes na folha settings se um filtro as separa
form-choice-without-label = a opção «{ $code }» não tem etiqueta
form-unused-list = nenhuma pergunta usa a lista «{ $list }»
form-no-column = a folha «{ $sheet }» não tem coluna «{ $column }»
form-rename-column = mude o nome da coluna «{ $close }» para «{ $column }»
form-first-row-names = a primeira linha da folha deve conter os nomes das colunas
form-two-columns = duas colunas têm o sentido de «{ $column }»
form-two-columns-help = mantenha uma delas, ou mude o nome da outra
form-odd-column = a coluna «{ $column }» não tem sentido num formulário
form-no-survey = não há folha «survey»; as folhas são: { $sheets }
form-rename-sheet = mude o nome da folha «{ $name }» para «survey»
form-no-type = esta linha não tem tipo
form-no-type-help = escreva o tipo, ou esvazie a linha se for um comentário
form-unknown-type = não há tipo «{ $written }»
form-no-list-name = esta escolha deve nomear uma lista, e só uma
form-no-list-name-help = por exemplo: select_one yes_no
form-bad-file = as opções não podem vir de «{ $file }»
form-bad-file-help = o ficheiro deve terminar em .csv, .xml ou .geojson
form-end-without-begin = este fim não tem início
form-wrong-end = isto termina um { $ended }, mas o último começado é um { $begun }
form-begin-without-end = este { $container } não tem fim
form-begin-without-end-help = acrescente uma linha «end_{ $container }» onde ele termina
form-other-dialect = só o SurveyCTO conhece este tipo
form-no-calculation = «{ $name }» não calcula nada
form-no-calculation-help = escreva uma expressão na coluna calculation
form-no-label = «{ $name }» não tem etiqueta
form-unknown-list = a lista «{ $list }» não está na folha choices
form-code-with-space = a lista «{ $list }» serve para várias opções, e o seu código «{ $code }» tem um espaço
form-code-with-space-help = use _ em vez do espaço: os códigos escolhidos são ligados por espaços
form-no-name = esta linha não tem nome
form-no-name-help = escreva um nome curto sem espaços na coluna name
form-bad-name = «{ $name }» não pode ser um nome
form-bad-name-help = comece com uma letra ou _, depois letras, algarismos, _, - ou .
form-long-name = «{ $name }» tem mais do que os 64 caracteres que o SPSS conserva
form-bad-parameters = os parâmetros escrevem-se chave=valor, separados por espaços
form-no-translation = textos sem tradução em { $language }: { $count }; este é o primeiro
form-rejected = número de faltas do formulário: { $count }
form-not-found = não há ficheiro { $file }
form-empty-file = { $file } está vazio: talvez não tenha sido copiado até ao fim
form-wrong-kind = { $file } não é um livro de folhas mas { $found }, diga o nome o que disser. Dê um livro Excel ou OpenDocument, ou uma pasta de folhas CSV
form-protected = { $file } está protegido por uma palavra-passe. Guarde-o sem ela e tente de novo
form-no-sheets = a pasta { $file } não contém survey.csv: não é um formulário
form-unreadable = { $file } não pode ser lido: { $reason }. Abra-o no Excel ou no LibreOffice e guarde-o de novo

# ingestion
finding-no-key = esta linha não tem chave: nada se lhe pode referir
finding-no-key-column = nenhuma coluna desta folha contém uma chave: nem identificador de instância, nem a pergunta «{ $question }»
finding-orphan = a linha a que esta pertence não está nos ficheiros
finding-no-parent-column = nenhuma coluna desta folha diz a que registo pertence uma linha
finding-repeat-count = o formulário pede { $expected } linhas de «{ $repeat }», há { $found }
finding-date-in-future = este dia ainda não chegou
finding-date-outside-fieldwork = este dia está fora do período de recolha ({ $from } a { $to })
finding-position-zero = esta posição é 0, 0: o telefone não tinha nenhuma
finding-position-swapped = latitude e longitude parecem trocadas: só assim a posição fica em { $country }
finding-outside-country = esta posição está fora de { $country }
finding-not-relevant = o formulário não faz esta pergunta aqui, e há uma resposta
finding-required-missing = o formulário exige uma resposta, e não há nenhuma
finding-constraint-told = o formulário não aceita esta resposta: { $told } (deve satisfazer { $constraint })
finding-constraint = o formulário não aceita esta resposta: deve satisfazer { $constraint }
finding-choice-filtered = o formulário não oferece esta opção aqui: { $filter }
finding-cell-error = a célula contém um erro de folha de cálculo em vez de um valor
finding-truncated = a exportação cortou este texto para caber numa célula
finding-not-an-integer = devia ser um número inteiro
finding-number-damaged = este número é demasiado longo para ter saído intacto de uma folha de cálculo
finding-ambiguous-number = o sinal neste número pode separar decimais ou milhares, e nenhum valor da coluna decide
suggest-decimal = indique «decimal» para este ficheiro em survey.toml
finding-not-a-date = este dia não existe no calendário
suggest-date = escreva as datas assim: 2025-03-31
finding-ambiguous-date = o dia e o mês podem estar em qualquer ordem, e nenhum valor da coluna decide
suggest-dates = indique «dates» para este ficheiro em survey.toml
finding-not-a-time = isto não é uma hora
finding-ambiguous-choice = várias opções da lista «{ $list }» têm esta etiqueta
suggest-one-of = escreva um destes códigos: { $codes }
finding-unlisted-choice = isto não é uma opção da lista «{ $list }»
suggest-choice = queria dizer «{ $code }»?
finding-no-choice = isto não é uma opção
finding-not-a-tick = a coluna da opção «{ $choice }» deve conter 1 ou 0
finding-select-disagreement = a resposta e as colunas das suas opções não concordam
finding-not-a-number = devia ser um número
suggest-number = escreva só o número: { $number }
finding-not-a-position = isto não é uma posição em graus
decision-decimal-mark = valores que só se podem ler assim: { $count }, o primeiro na linha { $row }
decision-mixed-decimals = valores com vírgula decimal: { $comma }, o primeiro na linha { $comma_row }; com ponto decimal: { $point }, o primeiro na linha { $point_row }
decision-date-order = valores que só se podem ler assim: { $count }, o primeiro na linha { $row }
decision-mixed-dates = valores em que só o dia pode vir primeiro: { $day }, o primeiro na linha { $day_row }; só o mês: { $month }, o primeiro na linha { $month_row }
decision-by-survey = nenhum valor decide; survey.toml decide
decision-undecided = valores que se podem ler de duas maneiras, sem que nenhum decida: { $count }
read-skipped-member = «{ $member }» no arquivo não é uma tabela e ficou de fora
read-quotes-are-text = umas aspas na linha { $line } nunca são fechadas; como todas as linhas têm o mesmo número de células sem aspas, foram lidas como texto
read-quotes-odd = as linhas { $first } a { $last } foram lidas como uma só, mas há texto depois de aspas de fecho: umas aspas perdidas podem ter juntado várias linhas
read-utf16-without-mark = lido em { $encoding }: o ficheiro não tem marca de codificação, mas { $share } % dos seus caracteres têm um byte nulo onde { $encoding } tem um
read-encoding-unsure = lido em { $encoding }, com poucos indícios ({ $letters }; { $points } pontos contra { $second_points } para { $second }): verifique algumas palavras com acentos, e guarde o ficheiro em «CSV UTF-8» se estiverem erradas
read-encoding = lido em { $encoding }: o ficheiro não está em UTF-8 (desde a linha { $line }), e em { $encoding } as suas letras formam palavras francesas ou portuguesas ({ $letters }; { $points } pontos contra { $second_points } para { $second })
read-unreadable = { $file }: o ficheiro não pode ser aberto ({ $reason }). Feche-o nos outros programas, ou copie-o de novo para aqui
read-outside = { $file }: o nome leva para fora da pasta do inquérito. Ponha o ficheiro dentro dela
read-lock-file = { $file }: rasto de um ficheiro aberto, ou que o estava quando foi copiado; não tem dados e pode ser ignorado
read-empty = { $file }: o ficheiro está vazio. Peça-o de novo a quem o enviou
read-nested-archive = { $file }: um arquivo dentro de um arquivo não é aberto. Descomprima-o e ponha os ficheiros na pasta do inquérito
read-no-table = { $file }: nenhuma folha tem linhas. Peça a quem enviou o ficheiro com os dados
read-password = { $file }: está protegido por uma palavra-passe. Abra-o, retire a palavra-passe (no Excel: Ficheiro, Informações, Proteger Livro) e guarde-o de novo
read-nul-byte = { $file }, linha { $line }: há um byte nulo no texto; o ficheiro está danificado, ou não é texto. Peça-o de novo a quem o enviou
read-undecodable = { $file }, linha { $line }: o byte { $byte } não existe em { $encoding }, que melhor serve ao resto do ficheiro. Guarde o ficheiro de novo em «CSV UTF-8»
read-unclosed-quote = { $file }, linha { $line }: umas aspas abrem aqui uma célula e nunca são fechadas, de modo que o resto do ficheiro seria uma só célula. Retire-as ou feche-as
read-too-large = { $file }: { $megabytes } MB, mais do que o limite de { $limit } MB. Divida o ficheiro
read-too-many-cells-in-file = { $file }: mais de { $limit } células. Divida o ficheiro, ou apague as colunas e linhas vazias que só parecem usadas
read-too-many-cells = { $file }, folha «{ $sheet }»: mais de { $limit } células. Divida o ficheiro, ou apague as colunas e linhas vazias que só parecem usadas
read-too-many-members = { $file }: o arquivo contém { $members } ficheiros, mais do que o limite de { $limit }. Descomprima-o e ponha só as tabelas na pasta do inquérito
read-bomb = { $file }: «{ $part }» descomprimido seria muito maior do que qualquer inquérito; não foi aberto. Não o abra também, e pergunte a quem o enviou
read-other-spreadsheet = { $file }: é { $found }, diga o nome o que disser. Abra-o no Excel ou no LibreOffice e guarde-o como .xlsx
read-wrong-kind = { $file }: é { $found }, diga o nome o que disser; não se pode ler nenhuma linha. Peça a tabela a quem enviou
read-damaged = { $file }: o ficheiro está danificado ({ $reason }). Abra-o no Excel ou no LibreOffice, deixe que seja reparado e guarde-o de novo; ou peça-o de novo a quem o enviou
read-damaged-sheet = { $file }, folha «{ $sheet }»: a folha está danificada ({ $reason }). Abra o ficheiro no Excel ou no LibreOffice, deixe que seja reparado e guarde-o de novo; ou peça-o de novo a quem o enviou
read-other-content = o nome termina em .{ $extension }, o conteúdo é { $what }: lido como { $what }
read-broken-letters = letras com acento danificadas (como «Ã©» por «é»): { $count }, primeiro na linha { $line }; o ficheiro foi guardado numa codificação errada antes de chegar aqui. Peça a quem enviou o ficheiro tal como foi exportado
read-lost-letters = letras já perdidas quando o ficheiro chegou (o sinal � está no seu lugar): { $count }, primeiro na linha { $line }. Peça a quem enviou o ficheiro tal como foi exportado
read-hidden-rows = linhas ocultas na folha (por um filtro, em geral): { $count }, a primeira é a linha { $row }; foram lidas como as outras
read-separator-unsure = as células são separadas por { $separator } ({ $share } % das linhas têm { $count }), mas { $other } é quase tão regular ({ $other_share } % têm { $other_count }): verifique as colunas, ou escreva «sep={ $separator }» na primeira linha
read-separator-unusual = as células são separadas por { $separator }: { $share } % das linhas têm { $count }
read-no-outline = não foi possível ler que linhas da folha estão ocultas nem que células estão unidas
read-hidden-sheet = a folha «{ $sheet }» está oculta no livro; foi lida como as outras
read-uncalculated = fórmulas sem resultado no ficheiro: { $count }, a primeira em { $cell }; lidas como vazias. Abra o livro no Excel ou no LibreOffice e guarde-o de novo
ingest-unaccounted = as contas não batem certo; linhas lidas / linhas contadas: { $sheets }
ingest-missing-form = o formulário «{ $form }» de survey.toml não foi lido
finding-no-form = nenhuma coluna desta folha é uma pergunta de um formulário; as suas linhas não são aceites
finding-undecided-form = não se pode decidir a que formulário pertence esta folha; as suas linhas não são aceites. Candidatos: { $candidates }
suggest-form = indique «form» e «sheets» para este ficheiro em survey.toml
finding-no-consent-column = esta folha não tem coluna para o consentimento
finding-consent-missing = não se sabe se o consentimento foi dado
finding-review-rejected = os revisores do servidor rejeitaram este envio
finding-unknown-country = o país desta linha não é conhecido: nem a linha nem survey.toml o dizem
finding-unlisted-country = o país «{ $country }» não é do inquérito
finding-country-mismatch = a linha diz { $country }, survey.toml diz { $of_file } para o seu ficheiro; acredita-se na linha
finding-duplicate-code = envios que têm este código: { $count }; o outro, ou o primeiro deles, é a linha { $row } de { $file }
finding-superseded = a linha { $row } de { $file } é uma versão mais antiga deste envio; perguntas que diferem: { $questions }
finding-duplicate-key = linhas que têm esta chave e respostas diferentes: { $count }; em relação à linha { $row } de { $file }, diferem: { $questions }
finding-unmatched-column = a coluna «{ $column }» não é uma pergunta do formulário
suggest-column = queria dizer «{ $question }»? Se sim, diga-o em survey.toml em «columns»
finding-column-elsewhere = a coluna «{ $column }» é a pergunta «{ $question }» de outra tabela ({ $level })
finding-ambiguous-header = a coluna «{ $column }» pode ser qualquer destas perguntas: { $questions }; não é usada
suggest-mapping = diga qual em survey.toml em «columns»
finding-repeated-column = várias colunas podem conter a pergunta «{ $question }»: { $columns }; esta não é usada

# analysis
plan-expression-invalid = esta expressão não pode ser lida: { $reason }
plan-unknown-question = o formulário «{ $form }» não tem a pergunta «{ $question }»
plan-personal-question = «{ $question }» nomeia ou localiza uma pessoa: os dados não a contêm
plan-missing-code = o inquérito diz que «{ $code }» é uma resposta em falta: nenhuma linha lhe é igual
plan-unknown-choice = a pergunta «{ $question }» não tem a opção «{ $code }»
plan-not-marked-sensitive = «{ $question }» é sensível, e o indicador «{ $indicator }» não está marcado como tal
plan-type-does-not-fit = o valor de «{ $indicator }» deve ser uma pergunta { $wanted } e mais nada
plan-did-you-mean = queria dizer «{ $name }»?
plan-duplicate-id = o identificador «{ $id }» é usado duas vezes
plan-unknown-form = o inquérito não tem formulário «{ $form }»
plan-unknown-stratum = nenhum país do inquérito tem o código «{ $stratum }»
plan-unknown-level = o formulário «{ $form }» não tem o grupo repetido «{ $level }»
plan-no-design = nada diz como foi tirada a amostra do formulário «{ $form }»: escreva [design.{ $form }]
plan-unknown-variable = «{ $name }» não é uma pergunta do nível «{ $level }» do formulário «{ $form }», nem de um nível em redor
plan-personal-variable = «{ $name }» nomeia ou localiza uma pessoa: os dados não a contêm
plan-variable-not-single = «{ $name }» não tem uma só resposta por linha: não pode dividir as linhas em domínios
plan-unknown-language = o inquérito não tem a língua «{ $language }»
plan-text-missing = este texto falta em «{ $language }»
plan-unknown-indicator = o plano não tem o indicador «{ $indicator }»
plan-domains-not-computed = o indicador «{ $indicator }» não é calculado por { $by }: acrescente-o ao seu «by»
plan-confidence = a cobertura dos intervalos deve estar entre 0.5 e 1, como 0.95; é { $confidence }
plan-chart-empty = o gráfico «{ $chart }» não mostra nenhum indicador
plan-frame-size = a base de sondagem do estrato «{ $stratum }» deve ter pelo menos um conglomerado
plan-fpc-without-frame = a correção de população finita de «{ $form }» precisa do número de conglomerados na base de sondagem
plan-value-missing = o indicador «{ $indicator }» não tem valor
plan-denominator-missing = a razão «{ $indicator }» não tem denominador
plan-denominator-unused = só uma razão tem denominador; a base de «{ $indicator }» diz-se com «when»
plan-toml-invalid = este plano não pode ser lido: { $reason }

# report
report-no-language = o ficheiro do inquérito não nomeia nenhuma língua. Escreva languages = ["fr", "en", "pt"], ou algumas delas
report-unknown-language = os relatórios escrevem-se em fr, en e pt, não em «{ $code }»
report-figure = o gráfico «{ $figure }» não pode ser desenhado: { $reason }
report-picture = a imagem do gráfico «{ $figure }» não pode ser feita: { $reason }
report-template = a página não pode ser composta: { $reason }
report-texts = as palavras de «{ $language }» não podem ser lidas: { $reason }
report-tables = as tabelas não podem ser escritas: { $reason }
report-interrupted = o desenho dos gráficos foi interrompido

# What a survey says of its own checks.
finding-check = { $pt }

# O que são os ficheiros que não são o que o nome diz.
phrase-a-jpeg-picture = uma imagem JPEG
phrase-a-png-picture = uma imagem PNG
phrase-a-gif-picture = uma imagem GIF
phrase-a-picture = uma imagem
phrase-a-sound-recording = uma gravação de som
phrase-a-film-or-sound-recording = um filme ou uma gravação de som
phrase-a-pdf-document = um documento PDF
phrase-a-web-page--html- = uma página web (HTML)
phrase-a-web-page = uma página web
phrase-an-excel-2003-xml-spreadsheet = uma tabela XML do Excel 2003
phrase-an-xml-file = um ficheiro XML
phrase-a-json-file = um ficheiro JSON
phrase-an-rtf-text-document = um texto RTF
phrase-a-word-document = um documento Word
phrase-a-presentation = uma apresentação
phrase-an-opendocument-file-that-is-no-spreadsheet = um ficheiro OpenDocument que não é uma folha de cálculo
phrase-a-workbook-of-excel-4-or-older = um livro do Excel 4 ou anterior
phrase-an-office-file-that-is-no-workbook = um ficheiro Office que não é um livro
phrase-an-archive-that-is-no-zip--rar--7z--gzip- = um arquivo comprimido que não é ZIP (RAR, 7z, gzip)
phrase-a-database = uma base de dados
phrase-a-stata-data-file = um ficheiro de dados Stata
phrase-an-spss-data-file = um ficheiro de dados SPSS
phrase-a-parquet-file = um ficheiro Parquet
phrase-a-program = um programa

# Expressions
expression-no-table = a lista ou a tabela « { $name } » não está disponível
