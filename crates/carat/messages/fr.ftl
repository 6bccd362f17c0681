# Ce que dit Carat, et les messages des bibliothèques en français.

word-error = erreur
word-warning = attention
word-info = note
word-help = conseil
place-cell = { $file }, feuille « { $sheet } », cellule { $cell }
diagnostics-more = { $count ->
    [one] … et { $count } autre.
   *[other] … et { $count } autres.
}

help-carat = Les enquêtes de terrain de bout en bout : formulaires, fichiers, données propres, chiffres, rapports
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
ingest-more-rules = … et { $count } autres sortes d’anomalies.
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
