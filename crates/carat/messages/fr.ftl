# Ce que dit Carat, et les messages des bibliothèques en français.

word-error = erreur
failure-line = erreur : { $message }
word-warning = attention
word-info = note
word-help = conseil
place-cell = { $file }, feuille « { $sheet } », cellule { $cell }
diagnostics-more = { $count ->
    [one] … et { $count } autre.
   *[other] … et { $count } autres.
}

help-carat = Les enquêtes de terrain de bout en bout : formulaires, fichiers, données propres, chiffres, rapports
help-usage = Emploi :
help-commands = Commandes
help-arguments = Arguments
help-options = Options
help-help = Afficher cette aide
help-version = Afficher la version
help-lang = Langue des messages (par défaut : celle de l’environnement)
help-format = Forme du résultat
help-check = Vérifier un formulaire, ou une enquête avec ses formulaires et son plan
help-check-path = Un classeur XLSForm, un dossier de feuilles CSV ou le dossier d’une enquête
help-ingest = Lire les fichiers de terrain ; chaque ligne est comptée
help-survey = Le dossier qui contient survey.toml
help-files = Fichiers à lire à la place de ceux de incoming/
help-again = Relire les fichiers même si rien n’a changé
help-analyse = Calculer les indicateurs du plan
help-report = Dessiner les graphiques et écrire le rapport ; refait d’abord ce qui n’est plus à jour

usage-unknown-argument = il n’y a pas d’option « { $what } »
usage-unknown-command = il n’y a pas de commande « { $what } »
usage-missing-argument = il manque { $what }
usage-missing-command = aucune commande n’est donnée
usage-bad-value = « { $what } » ne peut pas être la valeur de { $argument }
usage-no-value = { $what } demande une valeur
usage-wrong = ceci ne peut pas être compris : { $what }
usage-did-you-mean = vouliez-vous dire « { $name } » ?
usage-valid-values = valeurs possibles : { $values }
usage-help = carat --help donne la liste des commandes ; carat COMMANDE --help en explique une.

check-clean = { $file } : aucune erreur trouvée.
check-warnings = { $file } : utilisable, avec { $warnings ->
    [one] { $warnings } avertissement.
   *[other] { $warnings } avertissements.
}
check-errors = { $file } : { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
} à corriger avant l’emploi.

progress-reading = Lecture de { $file }
progress-judging = Vérification des enregistrements du formulaire { $form }
progress-estimating = Calcul des indicateurs
progress-drawing = Dessin des graphiques et écriture du rapport

ingest-heading = Lignes reçues, par pays et formulaire
ingest-fresh = Rien à faire : fichiers, formulaires et réglages n’ont pas changé depuis la dernière fois.
ingest-findings = { $count ->
    [0] Aucune anomalie.
    [one] { $count } anomalie :
   *[other] { $count } anomalies :
}
ingest-more-rules = { $count ->
    [one] … et 1 autre sorte d’anomalie.
   *[other] … et { $count } autres sortes d’anomalies.
}
ingest-where = Chaque ligne est dans ledger.csv et chaque anomalie dans findings.csv, dossier { $folder }
column-country = pays
column-form = formulaire
fate-accepted = acceptées
fate-quarantined = mises à part
fate-consent-refused = refus
fate-duplicate = doublons
not-reported = rien reçu

analyse-done = { $count } chiffres écrits dans { $folder }
report-done = Rapport écrit :

survey-toml-invalid = ce fichier d’enquête ne peut pas être lu : { $reason }
survey-other-form = le fichier d’enquête annonce le formulaire « { $expected } », mais ce classeur contient « { $found } »
survey-not-found = il n’y a pas d’enquête ici : { $file } n’existe pas. Indiquez le dossier qui contient survey.toml
file-unreadable = { $file } ne peut pas être lu : { $reason }
output-unwritable = le résultat ne peut pas être écrit : { $reason }
dataset-unwritable = les données ne peuvent pas être écrites : { $reason }
dataset-unreadable = les données ne peuvent pas être lues : { $reason }. Relancez carat ingest
results-unwritable = les résultats ne peuvent pas être écrits : { $reason }
report-unwritable = le rapport ne peut pas être écrit : { $reason }

# survey-schema
form-circle = ces éléments s’attendent l’un l’autre : { $names }
form-circle-help = supprimez l’une des références
form-same-repeat-name = deux groupes répétés portent le nom « { $name } »
form-same-name = le nom « { $name } » est utilisé deux fois dans le même groupe
form-same-name-help = donnez un autre nom à l’un des deux
form-ambiguous-reference = plusieurs questions ou groupes portent le nom « { $name } »
form-ambiguous-reference-help = donnez à chacun son propre nom
form-unknown-reference = il n’y a pas de question « { $name } »
did-you-mean = vouliez-vous dire « { $name } » ?
form-unknown-code = la liste « { $list } » n’a pas de code « { $code } » : ceci ne sera jamais vrai
expression-unclosed-quote = ce guillemet n’est pas fermé
expression-unclosed-reference = une référence qui commence ici n’est pas fermée
expression-bad-reference = « { $name } » ne peut pas être le nom d’une question
expression-other-notation = { $written } ne s’emploie pas dans les formulaires
expression-curly-quote = { $character } est un guillemet typographique
expression-stray-character = { $character } ne veut rien dire ici
expression-empty = il manque une valeur ici
expression-missing-value = il manque une valeur après « { $after } »
expression-unclosed = ceci n’est pas fermé : il manque { $close }
expression-missing-operator = il manque un opérateur avant « { $before } »
expression-unexpected = « { $found } » ne peut pas se trouver ici
expression-forbidden = « { $found } » n’existe pas dans les formulaires
expression-too-deep = cette expression est imbriquée sur plus de 100 niveaux
expression-write-instead = écrivez { $meant }
expression-straight-quote = utilisez les guillemets droits ' ou "
expression-add-operator = reliez les deux par and, or, =, + ou un autre opérateur
expression-split = calculez-en des parties dans des questions calculate
expression-unsupported = { $function }() ne peut pas être évalué ici
expression-bad-pattern = « { $pattern } » n’est pas une expression régulière
expression-last-saved = la dernière réponse enregistrée n’est pas disponible
expression-unknown-function = il n’y a pas de fonction « { $name } »
expression-wrong-arguments = { $name }() prend { $wanted } valeurs entre ses parenthèses ; ici il y en a { $given }
form-choice-without-list = ce choix n’appartient à aucune liste et n’est pas repris
form-choice-without-list-help = écrivez le nom de sa liste dans la colonne list_name
form-choice-without-code = un choix de la liste « { $list } » n’a pas de code
form-choice-without-code-help = écrivez un code court dans la colonne name ; les libellés peuvent se répéter, pas les codes
form-same-code = la liste « { $list } » contient deux fois le code « { $code } »
form-same-code-help = donnez à chaque choix son propre code, ou mettez allow_choice_duplicates à yes dans la feuille settings si un filtre les sépare
form-choice-without-label = le choix « { $code } » n’a pas de libellé
form-unused-list = aucune question n’utilise la liste « { $list } »
form-no-column = la feuille « { $sheet } » n’a pas de colonne « { $column } »
form-rename-column = renommez la colonne « { $close } » en « { $column } »
form-first-row-names = la première ligne de la feuille doit contenir les noms des colonnes
form-two-columns = deux colonnes ont le sens de « { $column } »
form-two-columns-help = gardez l’une des deux, ou renommez l’autre
form-odd-column = la colonne « { $column } » n’a pas de sens dans un formulaire
form-no-survey = il n’y a pas de feuille « survey » ; les feuilles sont : { $sheets }
form-rename-sheet = renommez la feuille « { $name } » en « survey »
form-no-type = cette ligne n’a pas de type
form-no-type-help = écrivez son type, ou videz la ligne si c’est un commentaire
form-unknown-type = il n’y a pas de type « { $written } »
form-no-list-name = ce choix doit nommer une liste, et une seule
form-no-list-name-help = par exemple : select_one yes_no
form-bad-file = des choix ne peuvent pas venir de « { $file } »
form-bad-file-help = le fichier doit se terminer par .csv, .xml ou .geojson
form-end-without-begin = cette fin n’a pas de début
form-wrong-end = ceci termine un { $ended }, mais le dernier commencé est un { $begun }
form-begin-without-end = ce { $container } n’a pas de fin
form-begin-without-end-help = ajoutez une ligne « end_{ $container } » là où il se termine
form-other-dialect = seul SurveyCTO connaît ce type
form-no-calculation = « { $name } » ne calcule rien
form-no-calculation-help = écrivez une expression dans la colonne calculation
form-no-label = « { $name } » n’a pas de libellé
form-unknown-list = la liste « { $list } » n’est pas dans la feuille choices
form-code-with-space = la liste « { $list } » sert à plusieurs choix, et son code « { $code } » contient une espace
form-code-with-space-help = mettez _ à la place de l’espace : les codes choisis sont reliés par des espaces
form-no-name = cette ligne n’a pas de nom
form-no-name-help = écrivez un nom court sans espace dans la colonne name
form-bad-name = « { $name } » ne peut pas être un nom
form-bad-name-help = commencez par une lettre ou _, puis lettres, chiffres, _, - ou .
form-long-name = « { $name } » dépasse les 64 caractères que SPSS conserve
form-bad-parameters = les paramètres s’écrivent clé=valeur, séparés par des espaces
form-no-translation = textes sans traduction en { $language } : { $count } ; voici le premier
form-rejected = nombre de fautes du formulaire : { $count }
form-not-found = il n’y a pas de fichier { $file }
form-empty-file = { $file } est vide : il n’a peut-être pas été copié jusqu’au bout
form-wrong-kind = { $file } n’est pas un classeur mais { $found }, quel que soit son nom. Donnez un classeur Excel ou OpenDocument, ou un dossier de feuilles CSV
form-protected = { $file } est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez
form-no-sheets = le dossier { $file } ne contient pas de survey.csv : ce n’est pas un formulaire
form-unreadable = { $file } ne peut pas être lu : { $reason }. Ouvrez-le dans Excel ou LibreOffice et enregistrez-le à nouveau

# ingestion
finding-no-key = cette ligne n’a pas de clé : rien ne peut s’y rapporter
finding-no-key-column = aucune colonne de cette feuille ne contient de clé : ni identifiant d’instance, ni la question « { $question } »
finding-orphan = la ligne à laquelle celle-ci appartient n’est pas dans les fichiers
finding-no-parent-column = aucune colonne de cette feuille ne dit à quel enregistrement appartient une ligne
finding-repeat-count = le formulaire demande { $expected } lignes de « { $repeat } », il y en a { $found }
finding-date-in-future = ce jour n’est pas encore venu
finding-date-outside-fieldwork = ce jour est hors de la période de collecte ({ $from } à { $to })
finding-position-zero = cette position est 0, 0 : le téléphone n’en avait pas
finding-position-swapped = latitude et longitude semblent inversées : la position n’est en { $country } qu’ainsi
finding-outside-country = cette position est hors de { $country }
finding-not-relevant = le formulaire ne pose pas cette question ici, et il y a une réponse
finding-required-missing = le formulaire exige une réponse, et il n’y en a pas
finding-constraint-told = le formulaire n’accepte pas cette réponse : { $told } (elle doit satisfaire { $constraint })
finding-constraint = le formulaire n’accepte pas cette réponse : elle doit satisfaire { $constraint }
finding-choice-filtered = le formulaire n’offre pas ce choix ici : { $filter }
finding-cell-error = la cellule contient une erreur de tableur à la place d’une valeur
finding-truncated = l’exportation a coupé ce texte pour qu’il tienne dans une cellule
finding-not-an-integer = ce devrait être un nombre entier
finding-number-damaged = ce nombre est trop long pour être sorti intact d’un tableur
finding-ambiguous-number = le signe dans ce nombre peut séparer les décimales ou les milliers, et aucune valeur de la colonne ne tranche
suggest-decimal = précisez « decimal » pour ce fichier dans survey.toml
finding-not-a-date = ce jour n’existe pas dans le calendrier
suggest-date = écrivez les dates ainsi : 2025-03-31
finding-ambiguous-date = le jour et le mois peuvent être dans les deux ordres, et aucune valeur de la colonne ne tranche
suggest-dates = précisez « dates » pour ce fichier dans survey.toml
finding-not-a-time = ce n’est pas une heure
finding-ambiguous-choice = plusieurs choix de la liste « { $list } » portent ce libellé
suggest-one-of = écrivez l’un de ces codes : { $codes }
finding-unlisted-choice = ce n’est pas un choix de la liste « { $list } »
suggest-choice = vouliez-vous dire « { $code } » ?
finding-no-choice = ce n’est pas un choix
finding-not-a-tick = la colonne du choix « { $choice } » doit contenir 1 ou 0
finding-select-disagreement = la réponse et les colonnes de ses choix ne concordent pas
finding-not-a-number = ce devrait être un nombre
suggest-number = écrivez seulement le nombre : { $number }
finding-not-a-position = ce n’est pas une position en degrés
decision-decimal-mark = valeurs qui ne se lisent qu’ainsi : { $count }, la première à la ligne { $row }
decision-mixed-decimals = valeurs à virgule décimale : { $comma }, la première à la ligne { $comma_row } ; à point décimal : { $point }, la première à la ligne { $point_row }
decision-date-order = valeurs qui ne se lisent qu’ainsi : { $count }, la première à la ligne { $row }
decision-mixed-dates = valeurs où seul le jour peut venir d’abord : { $day }, la première à la ligne { $day_row } ; seul le mois : { $month }, la première à la ligne { $month_row }
decision-by-survey = aucune valeur ne tranche ; survey.toml le fait
decision-undecided = valeurs qui se lisent de deux façons, sans qu’aucune tranche : { $count }
read-skipped-member = « { $member } » dans l’archive n’est pas un tableau et a été laissé de côté
read-quotes-are-text = un guillemet à la ligne { $line } n’est jamais fermé ; comme toutes les lignes ont le même nombre de cellules sans guillemets, ils ont été lus comme du texte
read-quotes-odd = les lignes { $first } à { $last } ont été lues comme une seule, mais du texte y suit un guillemet fermant : un guillemet égaré a pu joindre plusieurs lignes
read-utf16-without-mark = lu en { $encoding } : le fichier ne porte pas de marque d’encodage, mais { $share } % de ses caractères ont un octet nul là où { $encoding } en a un
read-encoding-unsure = lu en { $encoding }, avec peu d’indices ({ $letters } ; { $points } points contre { $second_points } pour { $second }) : vérifiez quelques mots accentués, et enregistrez le fichier en « CSV UTF-8 » s’ils sont faux
read-encoding = lu en { $encoding } : le fichier n’est pas en UTF-8 (dès la ligne { $line }), et en { $encoding } ses lettres forment des mots français ou portugais ({ $letters } ; { $points } points contre { $second_points } pour { $second })
read-unreadable = { $file } : le fichier ne peut pas être ouvert ({ $reason }). Fermez-le dans les autres programmes, ou copiez-le ici à nouveau
read-outside = { $file } : le nom mène hors du dossier de l’enquête. Mettez le fichier dedans
read-lock-file = { $file } : trace d’un fichier ouvert, ou qui l’était quand on l’a copié ; il ne contient pas de données et peut être ignoré
read-empty = { $file } : le fichier est vide. Redemandez-le à l’expéditeur
read-nested-archive = { $file } : une archive dans une archive n’est pas ouverte. Décompressez-la, et mettez ses fichiers dans le dossier de l’enquête
read-no-table = { $file } : aucune feuille ne contient de lignes. Demandez à l’expéditeur le fichier avec les données
read-password = { $file } : il est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe (dans Excel : Fichier, Informations, Protéger le classeur), et enregistrez-le à nouveau
read-nul-byte = { $file }, ligne { $line } : un octet nul se trouve dans le texte ; le fichier est abîmé, ou n’est pas du texte. Redemandez-le à l’expéditeur
read-undecodable = { $file }, ligne { $line } : l’octet { $byte } n’existe pas en { $encoding }, qui convient le mieux au reste du fichier. Enregistrez le fichier à nouveau en « CSV UTF-8 »
read-unclosed-quote = { $file }, ligne { $line } : un guillemet ouvre une cellule ici et n’est jamais fermé, si bien que le reste du fichier serait une seule cellule. Retirez-le ou fermez-le
read-too-large = { $file } : { $megabytes } Mo, plus que la limite de { $limit } Mo. Partagez le fichier
read-too-many-cells-in-file = { $file } : plus de { $limit } cellules. Partagez le fichier, ou supprimez les colonnes et lignes vides qui ne sont utilisées qu’en apparence
read-too-many-cells = { $file }, feuille « { $sheet } » : plus de { $limit } cellules. Partagez le fichier, ou supprimez les colonnes et lignes vides qui ne sont utilisées qu’en apparence
read-too-many-members = { $file } : l’archive contient { $members } fichiers, plus que la limite de { $limit }. Décompressez-la, et mettez seulement les tableaux dans le dossier de l’enquête
read-bomb = { $file } : « { $part } » une fois décompressé dépasserait de loin toute enquête ; il n’a pas été ouvert. Ne l’ouvrez pas non plus, et interrogez l’expéditeur
read-other-spreadsheet = { $file } : c’est { $found }, quel que soit son nom. Ouvrez-le dans Excel ou LibreOffice et enregistrez-le en .xlsx
read-wrong-kind = { $file } : c’est { $found }, quel que soit son nom ; aucune ligne ne peut en être lue. Demandez le tableau à l’expéditeur
read-damaged = { $file } : le fichier est abîmé ({ $reason }). Ouvrez-le dans Excel ou LibreOffice, laissez-le réparer, et enregistrez-le à nouveau ; ou redemandez-le à l’expéditeur
read-damaged-sheet = { $file }, feuille « { $sheet } » : la feuille est abîmée ({ $reason }). Ouvrez le fichier dans Excel ou LibreOffice, laissez-le réparer, et enregistrez-le à nouveau ; ou redemandez-le à l’expéditeur
read-other-content = le nom se termine par .{ $extension }, le contenu est { $what } : lu comme { $what }
read-broken-letters = lettres accentuées abîmées (comme « Ã© » pour « é ») : { $count }, d’abord à la ligne { $line } ; le fichier a été enregistré dans un mauvais encodage avant d’arriver ici. Demandez à l’expéditeur le fichier tel qu’il a été exporté d’abord
read-lost-letters = lettres déjà perdues à l’arrivée du fichier (le signe � en tient lieu) : { $count }, d’abord à la ligne { $line }. Demandez à l’expéditeur le fichier tel qu’il a été exporté d’abord
read-hidden-rows = lignes masquées dans la feuille (par un filtre, d’habitude) : { $count }, la première est la ligne { $row } ; elles ont été lues comme les autres
read-separator-unsure = les cellules sont séparées par { $separator } ({ $share } % des lignes en ont { $count }), mais { $other } est presque aussi régulier ({ $other_share } % en ont { $other_count }) : vérifiez les colonnes, ou écrivez « sep={ $separator } » en première ligne
read-separator-unusual = les cellules sont séparées par { $separator } : { $share } % des lignes en ont { $count }
read-no-outline = on n’a pas pu lire quelles lignes de la feuille sont masquées ni quelles cellules sont fusionnées
read-hidden-sheet = la feuille « { $sheet } » est masquée dans le classeur ; elle a été lue comme les autres
read-uncalculated = formules sans résultat dans le fichier : { $count }, la première en { $cell } ; lues comme vides. Ouvrez le classeur dans Excel ou LibreOffice et enregistrez-le à nouveau
ingest-unaccounted = les comptes ne tombent pas juste ; lignes lues / lignes comptées : { $sheets }
ingest-missing-form = le formulaire « { $form } » de survey.toml n’a pas été lu
finding-no-form = aucune colonne de cette feuille n’est une question d’un formulaire ; ses lignes ne sont pas reprises
finding-undecided-form = on ne peut décider à quel formulaire appartient cette feuille ; ses lignes ne sont pas reprises. Candidats : { $candidates }
suggest-form = indiquez « form » et « sheets » pour ce fichier dans survey.toml
finding-no-consent-column = cette feuille n’a pas de colonne pour le consentement
finding-consent-missing = on ne sait pas si le consentement a été donné
finding-review-rejected = les relecteurs du serveur ont rejeté cet envoi
finding-unknown-country = le pays de cette ligne n’est pas connu : ni la ligne ni survey.toml ne le disent
finding-unlisted-country = le pays « { $country } » n’est pas de l’enquête
finding-country-mismatch = la ligne dit { $country }, survey.toml dit { $of_file } pour son fichier ; on croit la ligne
finding-duplicate-code = envois qui portent ce code : { $count } ; l’autre, ou le premier d’entre eux, est la ligne { $row } de { $file }
finding-superseded = la ligne { $row } de { $file } est une version plus ancienne de cet envoi ; questions qui diffèrent : { $questions }
finding-duplicate-key = lignes qui ont cette clé et des réponses différentes : { $count } ; par rapport à la ligne { $row } de { $file }, diffèrent : { $questions }
finding-unmatched-column = la colonne « { $column } » n’est pas une question du formulaire
suggest-column = vouliez-vous dire « { $question } » ? Si oui, dites-le dans survey.toml sous « columns »
finding-column-elsewhere = la colonne « { $column } » est la question « { $question } » d’un autre tableau ({ $level })
finding-ambiguous-header = la colonne « { $column } » peut être l’une de ces questions : { $questions } ; elle n’est pas utilisée
suggest-mapping = dites laquelle dans survey.toml sous « columns »
finding-repeated-column = plusieurs colonnes peuvent contenir la question « { $question } » : { $columns } ; celle-ci n’est pas utilisée

# analysis
plan-expression-invalid = cette expression ne peut pas être lue : { $reason }
plan-unknown-question = le formulaire « { $form } » n’a pas de question « { $question } »
plan-personal-question = « { $question } » nomme ou situe une personne : les données ne la contiennent pas
plan-missing-code = l’enquête dit que « { $code } » est une réponse manquante : aucune ligne ne lui est jamais égale
plan-unknown-choice = la question « { $question } » n’a pas de choix « { $code } »
plan-not-marked-sensitive = « { $question } » est sensible, et l’indicateur « { $indicator } » n’est pas marqué comme tel
plan-type-does-not-fit = la valeur de « { $indicator } » doit être une question { $wanted } et rien d’autre
plan-did-you-mean = vouliez-vous dire « { $name } » ?
plan-duplicate-id = l’identifiant « { $id } » est utilisé deux fois
plan-unknown-form = l’enquête n’a pas de formulaire « { $form } »
plan-unknown-stratum = aucun pays de l’enquête n’a le code « { $stratum } »
plan-unknown-level = le formulaire « { $form } » n’a pas de groupe répété « { $level } »
plan-no-design = rien ne dit comment l’échantillon du formulaire « { $form } » a été tiré : écrivez [design.{ $form }]
plan-unknown-variable = « { $name } » n’est pas une question du niveau « { $level } » du formulaire « { $form } », ni d’un niveau qui l’entoure
plan-personal-variable = « { $name } » nomme ou situe une personne : les données ne la contiennent pas
plan-variable-not-single = « { $name } » n’a pas une seule réponse par ligne : elle ne peut pas diviser les lignes en domaines
plan-unknown-language = l’enquête n’a pas de langue « { $language } »
plan-text-missing = ce texte manque en « { $language } »
plan-unknown-indicator = le plan n’a pas d’indicateur « { $indicator } »
plan-domains-not-computed = l’indicateur « { $indicator } » n’est pas calculé par { $by } : ajoutez-le à son « by »
plan-confidence = la couverture des intervalles doit être entre 0.5 et 1, comme 0.95 ; elle est { $confidence }
plan-chart-empty = le graphique « { $chart } » ne montre aucun indicateur
plan-frame-size = la base de sondage de la strate « { $stratum } » doit avoir au moins une grappe
plan-fpc-without-frame = la correction de population finie de « { $form } » demande le nombre de grappes de la base de sondage
plan-value-missing = l’indicateur « { $indicator } » n’a pas de valeur
plan-denominator-missing = le rapport « { $indicator } » n’a pas de dénominateur
plan-denominator-unused = seul un rapport a un dénominateur ; la base de « { $indicator } » se dit par « when »
plan-toml-invalid = ce plan ne peut pas être lu : { $reason }

# report
report-no-language = le fichier d’enquête ne nomme aucune langue. Écrivez languages = ["fr", "en", "pt"], ou certaines d’entre elles
report-unknown-language = les rapports s’écrivent en fr, en et pt, pas en « { $code } »
report-figure = le graphique « { $figure } » ne peut pas être dessiné : { $reason }
report-picture = l’image du graphique « { $figure } » ne peut pas être faite : { $reason }
report-template = la page ne peut pas être composée : { $reason }
report-texts = les mots de « { $language } » ne peuvent pas être lus : { $reason }
report-tables = les tableaux ne peuvent pas être écrits : { $reason }
report-interrupted = le dessin des graphiques a été interrompu

# What a survey says of its own checks.
finding-check = { $fr }

# Ce que sont les fichiers qui ne sont pas ce que dit leur nom.
phrase-a-jpeg-picture = une image JPEG
phrase-a-png-picture = une image PNG
phrase-a-gif-picture = une image GIF
phrase-a-picture = une image
phrase-a-sound-recording = un enregistrement sonore
phrase-a-film-or-sound-recording = un film ou un enregistrement sonore
phrase-a-pdf-document = un document PDF
phrase-a-web-page--html- = une page web (HTML)
phrase-a-web-page = une page web
phrase-an-excel-2003-xml-spreadsheet = un tableau XML d’Excel 2003
phrase-an-xml-file = un fichier XML
phrase-a-json-file = un fichier JSON
phrase-an-rtf-text-document = un texte RTF
phrase-a-word-document = un document Word
phrase-a-presentation = une présentation
phrase-an-opendocument-file-that-is-no-spreadsheet = un fichier OpenDocument qui n’est pas un tableur
phrase-a-workbook-of-excel-4-or-older = un classeur d’Excel 4 ou plus ancien
phrase-an-office-file-that-is-no-workbook = un fichier Office qui n’est pas un classeur
phrase-an-archive-that-is-no-zip--rar--7z--gzip- = une archive qui n’est pas un ZIP (RAR, 7z, gzip)
phrase-a-database = une base de données
phrase-a-stata-data-file = un fichier de données Stata
phrase-an-spss-data-file = un fichier de données SPSS
phrase-a-parquet-file = un fichier Parquet
phrase-a-program = un programme

# Expressions
expression-no-table = la liste ou la table « { $name } » n’est pas disponible
# Convertir des formulaires.
help-convert = Convertir un formulaire en XForm, que lisent les appareils
help-convert-form = Un classeur XLSForm, un dossier de feuilles CSV ou un fichier Markdown
help-convert-out = Le fichier à écrire
help-convert-report = Écrire aussi un rapport en JSON : s’il est converti, l’erreur, les avertissements
help-convert-form-name = Nom de l’élément qui contient les réponses (data)
help-convert-default-language = Langue des textes dont la colonne ne nomme pas de langue
help-convert-pretty = Écrire chaque élément sur sa propre ligne
convert-done = { $file } : converti en { $out }.
convert-rejected = { $file } : non converti.
# Corrections
fate-removed = retirées
ingest-corrections = Journaux de nettoyage : { $lines } lignes, { $applied } appliquées, { $already } déjà faites, { $repeated } répétées, { $moot } sur des fiches retirées, { $refused } refusées
finding-no-log = cette feuille n’est pas un journal de nettoyage : il faut des colonnes pour la clé, la question, l’action et la nouvelle valeur
suggest-log = key, question, action, old_value, new_value, reason, by, when
correction-unknown-key = aucune ligne des fichiers de terrain n’a cette clé
correction-several-forms = des fiches de plusieurs formulaires ont cette clé ; dites lequel dans une colonne « form »
correction-ambiguous-key = { $count } lignes ont cette clé et des réponses différentes ; dites laquelle dans les colonnes « file » et « row »
correction-unknown-question = « { $question } » n’est pas une question du formulaire
correction-ambiguous-question = « { $question } » peut être l’une de ces questions : { $questions }
correction-other-level = « { $question } » est posée dans les lignes de « { $level } » ; nommez la ligne, comme dans CLÉ/{ $level }[2]
correction-no-such-row = la fiche n’a pas de ligne { $row } à cet endroit
correction-unknown-action = « { $action } » n’est pas une action possible ici
correction-no-new-value = la ligne change la réponse sans en donner une nouvelle ; l’action « blank » retire une réponse
correction-no-code = la ligne ne donne pas de choix à la place de « autre »
correction-not-other = la réponse n’est pas « { $code } »
correction-no-other = le formulaire n’a pas de choix « autre » avec un texte que « { $question } » pourrait désigner
correction-recoded = appliquée à { $count } lignes
correction-conflict = { $count } lignes veulent des choses différentes de cette réponse ; aucune n’est appliquée
correction-stale = l’ancienne valeur de la ligne n’est pas celle du fichier de terrain ; rien n’est remplacé
correction-no-old-value = appliquée, mais la ligne ne dit pas quelle valeur elle remplace
# files of forms
form-too-large = { $file } contient plus que n’importe quel formulaire : il n’a pas été lu
phrase-a-text = un texte

# Suivi du terrain
finding-same-answers = toutes les réponses sont celles de la ligne { $row } de { $file }, qui a une autre clé
finding-near-duplicate = toutes les réponses sauf celles-ci sont celles de la ligne { $row } de { $file } : { $questions }
finding-ends-before-it-begins = l’entretien finit avant de commencer
finding-duration-short = l’entretien a duré { $minutes } minutes, moins de { $least }
finding-duration-long = l’entretien a duré { $minutes } minutes, plus de { $most }
finding-overlapping-interviews = cet entretien a commencé avant la fin de celui de la ligne { $row } de { $file } sur le même téléphone
finding-poor-accuracy = le téléphone ne connaissait cette position qu’à { $accuracy } mètres près
finding-same-position = { $count } fiches ont exactement cette position
finding-outlier = ce nombre est loin des { $count } autres auxquels il est comparé
finding-enumerator-missing = dans { $records } fiches de cet enquêteur, dont celle-ci est la première, { $share } % des questions posées sont sans réponse ou « ne sait pas » ; pour tous, c’est { $usual } %
finding-other-version = { $count } fiches, dont celle-ci est la première, ont été remplies avec la version { $version } du formulaire ; le formulaire de l’enquête est en version { $own }

# Conversion d’un formulaire en XForm.
file-unwritable = { $file } ne peut pas être écrit : { $reason }
xform-app = « { $app } » n’est pas le nom d’une application Android, comme org.example.camera
xform-audit-age = location-max-age doit valoir au moins location-min-interval, et celui-ci au moins 0
xform-audit-location = pour noter les positions, un audit a besoin de tous ces paramètres : { $parameters }
xform-audit-name = un audit n’a pas de nom à lui
xform-audit-name-help = laissez la colonne name vide
xform-background-calculation = un background-geopoint n’a pas de calcul
xform-background-trigger = un background-geopoint doit nommer, dans la colonne trigger, la question qui le déclenche
xform-big-image = « { $name } » a une big-image, mais aucune image dont elle serait la grande version
xform-choice-column = le nom de la colonne « { $column } » des choix contient une espace, elle est donc laissée de côté
xform-choice-column-help = écrivez _ à la place de l’espace si un filtre de choix s’en sert
xform-disabled = la colonne disabled ne fait pas partie de XLSForm ; relevant dit quand une question est posée
xform-encrypted-without-id = un formulaire chiffré a besoin de son instanceID : omit_instanceID et public_key s’excluent
xform-entity-column = la feuille entities n’a pas de colonne « { $column } »
xform-entity-list = le nom d’une liste d’entités se compose de lettres, de chiffres, de _ et de -, et ne commence pas par __
xform-entity-no-id = pour mettre des entités à jour, dites laquelle dans la colonne entity_id
xform-entity-no-label = les entités que l’on crée ont besoin d’un label
xform-entity-no-place = il ne reste aucun groupe pour la liste d’entités « { $list } » : chaque groupe, chaque répétition et le formulaire lui-même en contiennent une au plus
xform-entity-no-update = une entité avec entity_id et create_if a aussi besoin d’update_if ; sans entity_id, elle est seulement créée
xform-entity-scope = la liste d’entités « { $list } » concerne { $one } et { $other }, qui se répètent séparément
xform-entity-twice = la liste d’entités « { $list } » est déclarée deux fois
xform-entity-unused = rien ne se rapporte à la liste d’entités
xform-external-without-filter = une sélection externe est faite pour être utilisée avec un filtre de choix
xform-incremental = le paramètre incremental vaut true, ou n’est pas écrit
xform-instance-list = la liste « { $id } » des choix porte le nom de { $uri }
xform-instance-twice = deux sources de données portent le nom « { $id } » : { $first } et { $second }
xform-language-code = ces langues n’ont pas de code valable : { $languages }
xform-language-code-help = écrivez le code de la langue derrière son nom, comme dans : Français (fr)
xform-loop-list = une boucle doit nommer une liste de la feuille choices : begin_loop over LISTE
xform-loop-text = dans une boucle, % commence %(name)s ou %(label)s ; écrivez %% pour le signe lui-même
xform-malformed-reference = une référence s’écrit avec le signe dollar, puis le nom d’une question entre accolades
xform-max-pixels = le paramètre max-pixels rendrait les images plus rapides à envoyer et moins lourdes
xform-media-kind = il n’y a pas de média du genre « { $kind } »
xform-meta = le nom « meta » est pris par le formulaire lui-même
xform-no-external-choices = une sélection externe a besoin d’une feuille external_choices avec les colonnes list_name et name
xform-no-id = le formulaire n’a pas d’identifiant
xform-no-label = « { $name } » n’a ni libellé ni indice
xform-old-type = seuls les appareils sous Android 10 ou plus ancien remplissent { $kind }
xform-osm-list = la liste « { $list } » n’est pas dans la feuille osm
xform-other-filter = or_other et un filtre de choix s’excluent
xform-other-filter-help = ajoutez à la main le choix « other » et une question de texte
xform-other-list = or_other a besoin d’une liste de la feuille choices
xform-other-untranslated = or_other ajoute un choix et une question libellés en anglais, alors que le formulaire est traduit
xform-parameter-choice = le paramètre { $key } ne peut pas être « { $value } » ; c’est l’un de : { $words }
xform-parameter-number = le paramètre { $key } doit être un nombre, et non « { $value } »
xform-parameter-whole = le paramètre { $key } doit être un nombre entier, et non « { $value } »
xform-prefix = les réglages ne déclarent aucun espace de noms pour le préfixe « { $prefix } »
xform-prefix-help = ajoutez-le au réglage namespaces, comme dans : { $prefix }="http://example.org/{ $prefix }"
xform-range-appearance = les graduations, les libellés et la valeur de départ ne se voient qu’avec les apparences vertical et no-ticks, ou sans apparence
xform-range-multiple = le paramètre { $key } doit être un multiple de step
xform-range-placeholder = le paramètre placeholder doit se trouver entre start et end
xform-range-step = le paramètre { $key } ne doit pas être 0, ni plus grand que l’intervalle
xform-reference-geometry = reference-geometry doit nommer une liste, un fichier du formulaire, une liste d’entités ou une répétition ; « { $target } » n’est rien de tout cela
xform-repeat-as-form = une répétition ne peut pas porter le nom du formulaire lui-même, « { $name } »
xform-repeat-without-label = la répétition « { $name } » n’a pas de libellé
xform-same-column = la feuille « { $sheet } » a deux colonnes de même sens : « { $first } » et « { $second } »
xform-save-group = un groupe ou une répétition ne s’enregistre pas dans une entité ; une question, oui
xform-save-name = « { $property } » ne peut pas être une propriété d’une entité
xform-save-twice = la ligne { $row } s’enregistre déjà dans la propriété « { $property } »
xform-save-unknown = la feuille entities ne déclare pas de liste « { $list } »
xform-save-which = le formulaire a plusieurs listes d’entités : save_to s’écrit liste#propriété
xform-save-without-entity = save_to a besoin d’une feuille entities qui déclare une entité
xform-search-file = « { $name } » utilise search() : ses choix doivent être une liste de la feuille choices
xform-search-shared = « { $name } » utilise search() et « { $other } » non : elles ne peuvent pas partager la liste « { $list } »
xform-seed-alone = seed n’a de sens qu’à côté de randomize=true
xform-sheet-name = il n’y a pas de feuille « { $wanted } », mais une feuille au nom semblable : { $names }
xform-sheet-name-help = renommez-la « { $wanted } » si c’est bien elle ; mettez un _ devant son nom sinon
xform-silent-trigger = « { $name } » n’est pas affichée : sa réponse ne peut pas déclencher une autre question
xform-similar-name = le nom « { $name } » ne diffère d’un autre que par les majuscules, que certains programmes ne distinguent pas
xform-skipped-row = cette ligne n’a ni type, ni nom, ni libellé : elle est laissée de côté
xform-table-list-mixed = les sélections d’une table-list doivent partager une liste ; on trouve ici « { $first } » et « { $second } »
xform-table-list-source = les sélections d’une table-list ont besoin d’une liste de la feuille choices, sans filtre de choix
xform-tick-code = le code « { $code } » des libellés n’est pas une graduation de l’intervalle
xform-tick-ends = avec l’apparence no-ticks, seules les deux extrémités de l’intervalle peuvent avoir un libellé
xform-tick-list = tick_labelset doit nommer une liste de la feuille choices ; « { $list } » n’en est pas une
xform-translation-columns = il manque la traduction de colonnes : { $missing }
xform-trigger = trigger contient une référence à une question, ou plusieurs séparées par des virgules
xform-two-ids = les réglages ont form_id et id_string, qui veulent dire la même chose ; id_string est laissé de côté
xform-unknown-external-list = la liste « { $list } » n’est pas dans la feuille external_choices
xform-unknown-parameter = ce type n’accepte pas { $parameters } ; il accepte { $accepted }
