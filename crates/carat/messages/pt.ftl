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
help-usage = Utilização:
help-commands = Comandos
help-arguments = Argumentos
help-options = Opções
help-help = Mostrar esta ajuda
help-version = Mostrar a versão
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

usage-unknown-argument = não há opção «{ $what }»
usage-unknown-command = não há comando «{ $what }»
usage-missing-argument = falta { $what }
usage-missing-command = não foi dado nenhum comando
usage-bad-value = «{ $what }» não pode ser o valor de { $argument }
usage-no-value = { $what } precisa de um valor
usage-wrong = isto não se pode compreender: { $what }
usage-did-you-mean = queria dizer «{ $name }»?
usage-valid-values = valores possíveis: { $values }
usage-help = carat --help mostra a lista dos comandos; carat COMANDO --help explica um.

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
ingest-more-rules = { $count ->
    [one] … e mais 1 tipo de anomalia.
   *[other] … e mais { $count } tipos de anomalia.
}
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
# Converter formulários.
help-convert = Converter um formulário em XForm, que os aparelhos leem
help-convert-form = Uma pasta de trabalho XLSForm, uma pasta de folhas CSV ou um ficheiro Markdown
help-convert-out = O ficheiro a escrever
help-convert-report = Escrever também um relatório em JSON: se foi convertido, o erro, os avisos
help-convert-form-name = Nome do elemento que contém as respostas (data)
help-convert-default-language = Língua dos textos cuja coluna não indica língua
help-convert-pretty = Escrever cada elemento na sua própria linha
convert-done = { $file }: convertido em { $out }.
convert-rejected = { $file }: não convertido.
# Correções
fate-removed = retiradas
ingest-corrections = Registos de limpeza: { $lines } linhas, { $applied } aplicadas, { $already } já feitas, { $repeated } repetidas, { $moot } sobre fichas retiradas, { $refused } recusadas
finding-no-log = esta folha não é um registo de limpeza: precisa de colunas para a chave, a pergunta, a ação e o valor novo
suggest-log = key, question, action, old_value, new_value, reason, by, when
correction-unknown-key = nenhuma linha dos ficheiros de campo tem esta chave
correction-several-forms = fichas de vários formulários têm esta chave; diga qual numa coluna «form»
correction-ambiguous-key = { $count } linhas têm esta chave e respostas diferentes; diga qual nas colunas «file» e «row»
correction-unknown-question = «{ $question }» não é uma pergunta do formulário
correction-ambiguous-question = «{ $question }» pode ser qualquer destas perguntas: { $questions }
correction-other-level = «{ $question }» é feita nas linhas de «{ $level }»; nomeie a linha, como em CHAVE/{ $level }[2]
correction-no-such-row = a ficha não tem ali a linha { $row }
correction-unknown-action = «{ $action }» não é uma ação possível aqui
correction-no-new-value = a linha muda a resposta sem dar uma nova; a ação «blank» retira uma resposta
correction-no-code = a linha não dá uma opção no lugar de «outro»
correction-not-other = a resposta não é «{ $code }»
correction-no-other = o formulário não tem uma opção «outro» com um texto que «{ $question }» possa designar
correction-recoded = aplicada a { $count } linhas
correction-conflict = { $count } linhas querem coisas diferentes desta resposta; nenhuma é aplicada
correction-stale = o valor antigo da linha não é o do ficheiro de campo; nada é substituído
correction-no-old-value = aplicada, mas a linha não diz que valor substitui
# files of forms
form-too-large = { $file } contém mais do que qualquer formulário: não foi lido
phrase-a-text = um texto

# Acompanhamento do campo
finding-same-answers = todas as respostas são as da linha { $row } de { $file }, que tem outra chave
finding-near-duplicate = todas as respostas menos estas são as da linha { $row } de { $file }: { $questions }
finding-ends-before-it-begins = a entrevista acaba antes de começar
finding-duration-short = a entrevista durou { $minutes } minutos, menos de { $least }
finding-duration-long = a entrevista durou { $minutes } minutos, mais de { $most }
finding-overlapping-interviews = esta entrevista começou antes de acabar a da linha { $row } de { $file } no mesmo telefone
finding-poor-accuracy = o telefone só conhecia esta posição com { $accuracy } metros de margem
finding-same-position = { $count } fichas têm exatamente esta posição
finding-outlier = este número está longe dos outros { $count } com que é comparado
finding-enumerator-missing = em { $records } fichas deste inquiridor, das quais esta é a primeira, { $share } % das perguntas feitas estão sem resposta ou «não sabe»; em todas são { $usual } %
finding-other-version = { $count } fichas, das quais esta é a primeira, foram preenchidas com a versão { $version } do formulário; o formulário do inquérito está na versão { $own }

# Conversão de um formulário em XForm.
file-unwritable = { $file } não pode ser escrito: { $reason }
xform-app = «{ $app }» não é o nome de uma aplicação Android, como org.example.camera
xform-audit-age = location-max-age deve ser pelo menos location-min-interval, e este pelo menos 0
xform-audit-location = para registar posições, um audit precisa de todos estes parâmetros: { $parameters }
xform-audit-name = um audit não tem nome próprio
xform-audit-name-help = deixe a coluna name vazia
xform-background-calculation = um background-geopoint não tem cálculo
xform-background-trigger = um background-geopoint deve indicar, na coluna trigger, a pergunta que o desencadeia
xform-big-image = «{ $name }» tem uma big-image, mas nenhuma imagem de que ela seja a versão grande
xform-choice-column = o nome da coluna «{ $column }» das escolhas tem um espaço, por isso fica de fora
xform-choice-column-help = escreva _ em vez do espaço se um filtro de escolhas a usar
xform-disabled = a coluna disabled não faz parte do XLSForm; relevant diz quando uma pergunta é feita
xform-encrypted-without-id = um formulário cifrado precisa do seu instanceID: omit_instanceID e public_key excluem-se
xform-entity-column = a folha entities não tem a coluna «{ $column }»
xform-entity-list = o nome de uma lista de entidades tem letras, algarismos, _ e -, e não começa por __
xform-entity-no-id = para atualizar entidades, diga qual na coluna entity_id
xform-entity-no-label = as entidades que são criadas precisam de um label
xform-entity-no-place = não resta nenhum grupo para a lista de entidades «{ $list }»: cada grupo, cada repetição e o próprio formulário contêm uma no máximo
xform-entity-no-update = uma entidade com entity_id e create_if também precisa de update_if; sem entity_id só é criada
xform-entity-scope = a lista de entidades «{ $list }» tem a ver com { $one } e com { $other }, que se repetem em separado
xform-entity-twice = a lista de entidades «{ $list }» está declarada duas vezes
xform-entity-unused = nada se refere à lista de entidades
xform-external-without-filter = uma seleção externa é feita para ser usada com um filtro de escolhas
xform-incremental = o parâmetro incremental é true, ou não se escreve
xform-instance-list = a lista «{ $id }» das escolhas tem o nome de { $uri }
xform-instance-twice = duas fontes de dados têm o nome «{ $id }»: { $first } e { $second }
xform-language-code = estas línguas não têm um código válido: { $languages }
xform-language-code-help = escreva o código da língua depois do nome, como em: Français (fr)
xform-loop-list = um ciclo deve indicar uma lista da folha choices: begin_loop over LISTA
xform-loop-text = num ciclo, % começa %(name)s ou %(label)s; escreva %% para o próprio sinal
xform-malformed-reference = uma referência escreve-se com o sinal de dólar, seguido do nome de uma pergunta entre chavetas
xform-max-pixels = o parâmetro max-pixels tornaria as imagens mais rápidas de enviar e mais leves
xform-media-kind = não há média do género «{ $kind }»
xform-meta = o nome «meta» está reservado ao próprio formulário
xform-no-external-choices = uma seleção externa precisa de uma folha external_choices com as colunas list_name e name
xform-no-id = o formulário não tem identificador
xform-no-label = «{ $name }» não tem texto nem dica
xform-old-type = só os aparelhos com Android 10 ou mais antigo preenchem { $kind }
xform-osm-list = a lista «{ $list }» não está na folha osm
xform-other-filter = or_other e um filtro de escolhas excluem-se
xform-other-filter-help = acrescente à mão a escolha «other» e uma pergunta de texto
xform-other-list = or_other precisa de uma lista da folha choices
xform-other-untranslated = or_other acrescenta uma escolha e uma pergunta com textos em inglês, embora o formulário tenha traduções
xform-parameter-choice = o parâmetro { $key } não pode ser «{ $value }»; é um de: { $words }
xform-parameter-number = o parâmetro { $key } deve ser um número, e não «{ $value }»
xform-parameter-whole = o parâmetro { $key } deve ser um número inteiro, e não «{ $value }»
xform-prefix = as definições não declaram nenhum espaço de nomes para o prefixo «{ $prefix }»
xform-prefix-help = acrescente-o à definição namespaces, como em: { $prefix }="http://example.org/{ $prefix }"
xform-range-appearance = as marcas, os textos e o valor inicial só se veem com as aparências vertical e no-ticks, ou sem aparência
xform-range-multiple = o parâmetro { $key } deve ser um múltiplo de step
xform-range-placeholder = o parâmetro placeholder deve ficar entre start e end
xform-range-step = o parâmetro { $key } não pode ser 0, nem maior do que o intervalo
xform-reference-geometry = reference-geometry deve indicar uma lista, um ficheiro do formulário, uma lista de entidades ou uma repetição; «{ $target }» não é nada disso
xform-repeat-as-form = uma repetição não pode ter o nome do próprio formulário, «{ $name }»
xform-repeat-without-label = a repetição «{ $name }» não tem texto
xform-same-column = a folha «{ $sheet }» tem duas colunas com o mesmo sentido: «{ $first }» e «{ $second }»
xform-save-group = grupos e repetições não se guardam numa entidade; perguntas sim
xform-save-name = «{ $property }» não pode ser uma propriedade de uma entidade
xform-save-twice = a linha { $row } já guarda na propriedade «{ $property }»
xform-save-unknown = a folha entities não declara a lista «{ $list }»
xform-save-which = o formulário tem várias listas de entidades: save_to escreve-se lista#propriedade
xform-save-without-entity = save_to precisa de uma folha entities que declare uma entidade
xform-search-file = «{ $name }» usa search(): as suas escolhas devem ser uma lista da folha choices
xform-search-shared = «{ $name }» usa search() e «{ $other }» não: não podem partilhar a lista «{ $list }»
xform-seed-alone = seed só tem sentido ao lado de randomize=true
xform-sheet-name = não há folha «{ $wanted }», mas há uma com nome parecido: { $names }
xform-sheet-name-help = mude-lhe o nome para «{ $wanted }» se for essa; ponha um _ antes do nome se não for
xform-silent-trigger = «{ $name }» não é mostrada: a sua resposta não pode desencadear outra pergunta
xform-similar-name = o nome «{ $name }» só difere de outro nas maiúsculas, que alguns programas não distinguem
xform-skipped-row = esta linha não tem tipo, nome nem texto: fica de fora
xform-table-list-mixed = as seleções de uma table-list devem partilhar uma lista; aqui estão «{ $first }» e «{ $second }»
xform-table-list-source = as seleções de uma table-list precisam de uma lista da folha choices, sem filtro de escolhas
xform-tick-code = o código «{ $code }» dos textos não é uma marca do intervalo
xform-tick-ends = com a aparência no-ticks, só os dois extremos do intervalo podem ter texto
xform-tick-list = tick_labelset deve indicar uma lista da folha choices; «{ $list }» não é nenhuma
xform-translation-columns = falta a tradução de colunas: { $missing }
xform-trigger = trigger contém uma referência a uma pergunta, ou várias separadas por vírgulas
xform-two-ids = as definições têm form_id e id_string, que querem dizer o mesmo; id_string fica de fora
xform-unknown-external-list = a lista «{ $list }» não está na folha external_choices
xform-unknown-parameter = este tipo não aceita { $parameters }; aceita { $accepted }
