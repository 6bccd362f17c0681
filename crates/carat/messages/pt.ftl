# O que diz o Carat, e as mensagens das bibliotecas em português.

word-error = erro
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
