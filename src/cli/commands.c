/* SPDX-License-Identifier: MIT
 * The tables of commands and options: parsing, help and completion all read them.
 */
#include "cli/cli.h"
#include "report/summary.h"

#define BIT(option) (UINT64_C(1) << PL_OPTION_##option)
#define FOR_PROFILES (BIT(KNOWLEDGE) | BIT(EDITION) | BIT(DATE) | BIT(STRICT))
#define FOR_REPORTS (BIT(OUTPUT) | BIT(FORMAT) | BIT(LANG))

static const char *const kind_words[] = {"commune", "intercommunality", "department", "region", NULL};
static const char *const language_words[] = {"fr", "en", NULL};
static const char *const colour_words[] = {"auto", "always", "never", NULL};
static const char *const level_words[] = {"1", "2", "3", "4", NULL};

/* Rows read as rows. */
/* clang-format off */
const struct pl_command pl_commands[] = {
    {"plan", pl_command_plan, 1, 1,
     FOR_PROFILES | FOR_REPORTS | BIT(DOCUMENT) | BIT(SECTIONS) | BIT(TEMPLATE) | BIT(HEADING_LEVEL) |
         BIT(FRONT_MATTER) | BIT(OPEN) | PL_WRITES_PLANS,
     {"PROFIL", "PROFILE"},
     {"écrit la stratégie (commande par défaut)", "writes the strategy (the default command)"},
     {"Lit le profil d’une collectivité et écrit sa stratégie en Markdown sur la sortie standard. "
      "« planner ville.yaml » et « planner plan ville.yaml » sont la même commande ; « - » lit l’entrée standard.",
      "Reads the profile of a local authority and writes its strategy in Markdown on standard output. "
      "`planner town.yaml` and `planner plan town.yaml` are the same command; `-` reads standard input."},
     {"planner ville.yaml\nplanner ville.yaml -o strategie.docx\nplanner ville.yaml --sections decision,roadmap\n"
      "planner ville.yaml -f csv-fr --sections accounts -o comptes.csv",
      "planner town.yaml --lang en\nplanner town.yaml -o strategy.docx\n"
      "planner town.yaml --sections decision,roadmap\nplanner town.yaml --sections accounts -o accounts.csv"}},
    {"documents", pl_command_documents, 0, 0, BIT(KNOWLEDGE) | FOR_REPORTS,
     {"", ""},
     {"donne les documents que le programme sait écrire", "lists the documents that the program can write"},
     {"Un document par lecteur : son identifiant, pour --document, qui le lit, et le nombre de mots à ne pas "
      "dépasser. --knowledge peut en apporter d’autres.",
      "One document for each reader: its identifier, for --document, who reads it, and how many words it must not "
      "exceed. --knowledge may bring others."},
     {"planner documents\nplanner documents -f json", "planner documents --lang en\nplanner documents -f json"}},
    {"dossier", pl_command_dossier, 1, 1,
     FOR_PROFILES | BIT(FORMAT) | BIT(LANG) | BIT(DIRECTORY) | BIT(FORCE) | BIT(TEMPLATE) | PL_WRITES_DOCUMENTS,
     {"PROFIL", "PROFILE"},
     {"écrit tous les documents utiles à une collectivité", "writes every document that an authority needs"},
     {"Un fichier par document que la situation appelle, nommé d’après son identifiant, et une page d’accueil, "
      "« index ». Un fichier qui existe n’est pas remplacé, sauf avec --force.",
      "One file for each document that the situation calls for, named by its identifier, and a first page, `index`. "
      "A file that exists is not replaced, unless --force is given."},
     {"planner dossier -d dossier ville.yaml\nplanner dossier -d dossier -f html ville.yaml",
      "planner dossier -d file town.yaml\nplanner dossier -d file -f html town.yaml"}},
    {"check", pl_command_check, 1, 1000000, FOR_PROFILES | BIT(OUTPUT) | BIT(FORMAT) | PL_WRITES_CHECKS,
     {"PROFIL…", "PROFILE..."},
     {"vérifie des profils", "checks profiles"},
     {"Dit les erreurs et les avertissements, et n’écrit rien d’autre. Avec -f json ou -f sarif (SARIF 2.1.0), ils "
      "vont sur la sortie standard, en données, pour un éditeur ou une chaîne d’intégration.",
      "Says the errors and the warnings, and writes nothing else. With -f json or -f sarif (SARIF 2.1.0) they go to "
      "standard output, as data, for an editor or a continuous integration."},
     {"planner check ville.yaml\nplanner check --strict villes/*.yaml\n"
      "planner check -f sarif -o messages.sarif ville.yaml",
      "planner check town.yaml\nplanner check --strict towns/*.yaml\n"
      "planner check -f sarif -o messages.sarif town.yaml"}},
    {"why", pl_command_why, 1, 2, FOR_PROFILES | FOR_REPORTS,
     {"PROFIL [ÉLÉMENT]", "PROFILE [ITEM]"},
     {"explique un élément du plan", "explains an item of the plan"},
     {"Donne les règles qui ont parlé, les faits avec leur ligne, les passages cités, et le plus petit changement qui "
      "renverserait la conclusion. Sans élément, donne la liste des éléments et leur état.",
      "Gives the rules that spoke, the facts with their line, the passages cited, and the smallest change that would "
      "flip the conclusion. Without an item, lists the items and their state."},
     {"planner why ville.yaml\nplanner why ville.yaml linkedin\nplanner why -f json ville.yaml linkedin",
      "planner why town.yaml\nplanner why town.yaml linkedin\nplanner why -f json town.yaml linkedin"}},
    {"chain", pl_command_chain, 1, 1, FOR_PROFILES | FOR_REPORTS | BIT(YEAR),
     {"PROFIL", "PROFILE"},
     {"simule le circuit de validation", "simulates the approval process"},
     {"Combien de temps chaque sorte de message attend sur une année, absences et jours fériés compris, ce que chaque "
      "suppléant ferait gagner, et le plus petit changement qui tiendrait le délai visé. La semaine est dessinée en "
      "texte : 24 colonnes pour les heures, sept lignes pour les jours.",
      "How long each sort of message waits over a year, absences and public holidays included, what each deputy "
      "would save, and the smallest change that would meet the target. The week is drawn in text: 24 columns for the "
      "hours, seven rows for the days."},
     {"planner chain ville.yaml\nplanner chain --year ville.yaml\nplanner chain -f json ville.yaml",
      "planner chain --lang en town.yaml\nplanner chain --year town.yaml\nplanner chain -f json town.yaml"}},
    {"next", pl_command_next, 1, 1, FOR_PROFILES | FOR_REPORTS,
     {"PROFIL", "PROFILE"},
     {"donne les questions qui trancheraient le plus", "gives the questions that would settle most"},
     {"Les questions restées sans réponse, dans l’ordre du nombre de points du plan qu’elles trancheraient.",
      "The questions left unanswered, ordered by the number of points of the plan they would settle."},
     {"planner next ville.yaml\nplanner next -f json ville.yaml",
      "planner next --lang en town.yaml\nplanner next -f json town.yaml"}},
    {"init", pl_command_init, 0, 1,
     BIT(KNOWLEDGE) | BIT(EDITION) | BIT(DATE) | BIT(LANG) | BIT(OUTPUT) | BIT(DIRECTORY) | BIT(FORCE) | BIT(COMMUNE) |
         BIT(CODE) |
         BIT(DEPARTMENT) | BIT(KIND) | BIT(ANSWERS) | BIT(SET) | BIT(NO_INPUT) | BIT(PARTIAL),
     {"[PROFIL]", "[PROFILE]"},
     {"prépare un profil, par un questionnaire ou d’après le répertoire officiel",
      "prepares a profile, by a questionnaire or from the official register"},
     {"Pose les questions qui trancheraient le plus, une à la fois, et écrit un profil commenté ; avec un PROFIL, le "
      "complète sans rien y changer d’autre : « planner init -o ville.yaml ville.yaml ». Un point termine et écrit. "
      "Un nom du répertoire officiel donne aussi le type, la population et le code. Chaque réponse est gardée dans "
      "FICHIER.draft, que la même commande reprend si l’on s’arrête avant (Ctrl-C, Ctrl-D) ; --partial écrit alors ce "
      "qui est connu. Sans -o, un terminal reçoit profil.yaml. Le fichier de --answers donne une réponse par ligne, "
      "« fait = valeur » ; aucune question n’est alors posée.\n\n"
      "D’après le répertoire : écrit un profil commenté où nom, type, population, code et département viennent du "
      "répertoire officiel. --commune NOM ou --code CODE : une collectivité, de tout type ; --kind department "
      "distingue la Vienne de Vienne. --department CODE -d DOSSIER : toutes les communes d’un département, ou ses "
      "intercommunalités avec --kind intercommunality ; --department all : toute la France.",
      "Asks the questions that would settle most, one at a time, and writes a commented profile; with a PROFILE, "
      "completes it and changes nothing else in it: `planner init -o town.yaml town.yaml`. A full stop finishes and "
      "writes. A name of the official register gives the kind, the population and the code too. Each answer is kept "
      "in FILE.draft, which the same command takes up if one stops before (Ctrl-C, Ctrl-D); --partial then writes "
      "what is known. Without -o a terminal gets profile.yaml. The file of --answers has one answer a line, `fact = "
      "value`; no question is asked then.\n\n"
      "From the register: writes a commented profile in which name, kind, population, code and department come from "
      "the official register. --commune NAME or --code CODE: one authority, of any kind; --kind department tells "
      "Vienne the department from Vienne the town. --department CODE -d DIR: all communes of a department, or its "
      "intercommunal authorities with --kind intercommunality; --department all: the whole of France."},
     {"planner init -o ville.yaml\nplanner init --commune \"Rive-de-Gier\" -o rive-de-gier.yaml\n"
      "planner init --commune Saint-Denis --department 93\n"
      "planner init --commune \"Saint-Étienne Métropole\" --kind intercommunality\n"
      "planner init --commune Vienne --kind department\n"
      "planner init --department 42 -d loire/",
      "planner init --lang en -o town.yaml\nplanner init --commune \"Rive-de-Gier\" -o rive-de-gier.yaml\n"
      "planner init --commune Saint-Denis --department 93\n"
      "planner init --commune \"Saint-Étienne Métropole\" --kind intercommunality\n"
      "planner init --commune Vienne --kind department\n"
      "planner init --department 42 -d loire/"}},
    {"page", pl_command_page, 0, 0, BIT(OUTPUT) | BIT(OPEN),
     {"", ""},
     {"écrit la page qui remplace le terminal : questions, stratégie, documents",
      "writes the page that stands in for the terminal: questions, strategy, documents"},
     {"Un seul fichier HTML, à ouvrir dans un navigateur ou à donner à qui n’a pas de terminal. Il pose les "
      "questions, écrit la note et la stratégie à mesure, et lit et enregistre le même profil. Il n’a besoin ni "
      "d’internet ni d’installation.",
      "One HTML file, to be opened in a browser or given to somebody without a terminal. It asks the questions, "
      "writes the note and the strategy as they are answered, and reads and saves the same profile. It needs neither "
      "the internet nor an installation."},
     {"planner page -o planner.html\nplanner page -o planner.html --open",
      "planner page -o planner.html\nplanner page -o planner.html --open"}},
    {"batch", pl_command_batch, 1, 1000000,
     FOR_PROFILES | BIT(FORMAT) | BIT(LANG) | BIT(DIRECTORY) | BIT(JOBS) | BIT(FORCE) | BIT(SUMMARY) |
         BIT(SUMMARY_FORMAT) | BIT(ARCHIVE) |
         BIT(DOCUMENT) | BIT(SECTIONS) | BIT(TEMPLATE) | PL_WRITES_PLANS | PL_TAKES_DOCUMENTS,
     {"PROFIL|DOSSIER|-…", "PROFILE|DIR|-..."},
     {"écrit les stratégies de plusieurs collectivités", "writes the strategies of several authorities"},
     {"Un rapport par collectivité, et une synthèse avec --summary. Un dossier vaut pour ses *.yaml et *.yml ; « - » "
      "lit sur l’entrée standard une suite de profils séparés par des lignes « --- ». Sans -d, les rapports se "
      "suivent sur la sortie standard ; avec --archive, ils vont dans un seul fichier. --document en nomme plusieurs : "
      "note,strategy. Une collectivité dont rien n’a changé est laissée telle quelle (.planner-keys, dans le dossier). "
      "Un planner.yaml à côté des profils vaut pour tous : edition, date, langue, documents, modele, exceptions. Une "
      "collectivité en erreur n’arrête pas les autres ; la dernière ligne compte.",
      "One report a town, and a summary with --summary. A folder stands for its *.yaml and *.yml; `-` reads a stream "
      "of profiles separated by lines of `---` on standard input. Without -d the reports follow one another on "
      "standard output; with --archive they go into one file. --document names several: note,strategy. A town of which "
      "nothing has changed is left as it is (.planner-keys, in the folder). A planner.yaml beside the profiles holds "
      "for all: edition, date, lang, documents, template, exceptions. A town with errors does not stop the others; the "
      "last line counts."},
     {"planner batch -d rapports villes/\nplanner batch -d rapports --summary synthese.md villes/\n"
      "planner batch -d pages -f html ville.yaml autre.yaml",
      "planner batch -d reports towns/\nplanner batch -d reports --summary summary.csv towns/\n"
      "planner batch -d pages -f html town.yaml other.yaml"}},
    {"compare", pl_command_compare, 1, 2, FOR_PROFILES | FOR_REPORTS | BIT(OPEN) | PL_TAKES_PAIRS,
     {"PROFIL [PROFIL]", "PROFILE [PROFILE]"},
     {"dit ce qui change d’un plan à l’autre, et pourquoi", "says what changes from one plan to another, and why"},
     {"Compare une seule chose à la fois : deux profils, deux éditions ou deux jours.",
      "Compares one thing at a time: two profiles, two editions or two days."},
     {"planner compare avant.yaml après.yaml\nplanner compare --edition 2011,2026 ville.yaml\n"
      "planner compare --date 2026-01-15,2026-11-23 ville.yaml",
      "planner compare before.yaml after.yaml\nplanner compare --edition 2011,2026 town.yaml\n"
      "planner compare --date 2026-01-15,2026-11-23 town.yaml"}},
    {"progress", pl_command_progress, 1, 3, FOR_PROFILES | BIT(OUTPUT) | BIT(LANG) | BIT(FORCE),
     {"PROFIL [ACTION ÉTAT]", "PROFILE [STEP STATE]"},
     {"dit où en sont les actions, ou note l’avancement de l’une d’elles",
      "says how far the steps have come, or notes it of one of them"},
     {"Sans action, donne celles du plan avec leur état. Avec une ACTION et un ÉTAT (prevu, commence, fait, verifie, "
      "abandonne), ajoute une ligne datée au suivi du profil et n’y change rien d’autre, ni l’ordre ni les "
      "commentaires. Le jour est celui de --date, sinon aujourd’hui. Avec -o, le profil complété va dans ce fichier ; "
      "« - » comme PROFIL lit l’entrée standard et écrit sur la sortie standard.",
      "Without a step, lists those of the plan with their state. With a STEP and a STATE (planned, started, done, "
      "verified, dropped), adds one dated line to the progress of the profile and changes nothing else in it, "
      "neither order nor comments. The day is that of --date, else today. With -o the completed profile goes to that "
      "file; `-` as PROFILE reads standard input and writes to standard output."},
     {"planner progress ville.yaml\nplanner progress ville.yaml second-administrator fait\n"
      "planner progress --date 2027-01-12 ville.yaml usage-charter commence",
      "planner progress --lang en town.yaml\nplanner progress town.yaml second-administrator done\n"
      "planner progress --date 2027-01-12 town.yaml usage-charter started"}},
    {"review", pl_command_review, 1, 1,
     FOR_PROFILES | FOR_REPORTS | BIT(SINCE) | BIT(AGAINST) | BIT(OPEN) | PL_WRITES_PLANS,
     {"PROFIL", "PROFILE"},
     {"fait le point sur la stratégie adoptée : fait, en retard, nouveau, et pourquoi",
      "takes stock of the strategy adopted: done, late, new, and why"},
     {"Compare le plan d’aujourd’hui à celui qui a été adopté, sur une page puis dans un tableau. --against lit le "
      "plan adopté, gardé par « planner -f json » ; son sceau est vérifié. --since refait le plan de ce jour-là "
      "d’après le profil actuel. Sans l’un ni l’autre compte la date d’adoption que dit le profil.",
      "Compares the plan of today with the one that was adopted, on one page and then in a table. --against reads "
      "the adopted plan, kept by `planner -f json`; its seal is checked. --since makes the plan of that day anew "
      "from the profile as it is. Without either, the date of adoption that the profile states counts."},
     {"planner ville.yaml -o adopte.json\nplanner review ville.yaml --against adopte.json\n"
      "planner review ville.yaml --since 2026-12-10 -o point.docx",
      "planner town.yaml -o adopted.json\nplanner review town.yaml --against adopted.json\n"
      "planner review --lang en town.yaml --since 2026-12-10 -o review.docx"}},
    {"knowledge", pl_command_knowledge, 1, 2, BIT(KNOWLEDGE) | FOR_REPORTS,
     {"list | show ID | check | test | readability | coverage | sources | reference | messages",
      "list | show ID | check | test | readability | coverage | sources | reference | messages"},
     {"montre les connaissances du programme", "shows what the program knows"},
     {"list         règles, éléments éditoriaux, documents et plateformes\n"
      "show ID      l’un d’eux, un passage, une source, un fait, un besoin, un rôle…\n"
      "check        démontre que les connaissances se tiennent, sur combien de règles\n"
      "test         essaie chaque règle sur les cas écrits à côté d’elle\n"
      "readability  la lisibilité des textes, les phrases les plus longues d’abord\n"
      "coverage     les passages de l’entretien et ce qui les cite\nsources      les sources\n"
      "reference    la page qui explique chaque champ du profil\nmessages     la page qui explique chaque message",
      "list         rules, editorial pieces, documents and platforms\n"
      "show ID      one of them, a claim, source, fact, need, role…\n"
      "check        proves that the knowledge is sound, and says over how many rules\n"
      "test         tries each rule on the cases written beside it\n"
      "readability  how the texts read, the longest sentences first\n"
      "coverage     the claims of the interview and what cites them\nsources      the sources\n"
      "reference    the page that explains every field of a profile\n"
      "messages     the page that explains every message"},
     {"planner knowledge show linkedin\nplanner knowledge check",
      "planner knowledge show linkedin --lang en\nplanner knowledge check --lang en"}},
    {"schema", pl_command_schema, 0, 0, BIT(KNOWLEDGE) | BIT(OUTPUT),
     {"", ""},
     {"écrit le schéma JSON du profil", "writes the JSON Schema of the profile"},
     {"Schéma JSON (draft-07), pour les éditeurs de texte ; les deux langues y sont acceptées.",
      "JSON Schema (draft-07), for text editors; it accepts both languages."},
     {"planner schema -o profil.schema.json",
      "planner schema -o profile.schema.json"}},
    {"complete", pl_command_complete, 0, 1000000, 0,
     {"[MOT…]", "[WORD...]"},
     {"dit ce qui peut suivre sur une ligne de commande", "says what may come next on a command line"},
     {"Ce que demandent bash, zsh et fish quand on appuie sur la touche de tabulation. Les mots sont ceux que l’on a "
      "tapés, sans le nom du programme, après « -- » ; le dernier est celui que l’on complète, vide peut-être. Une "
      "valeur par ligne, puis une tabulation et ce qu’elle est ; une ligne « :files », « :folders » ou « :profiles » "
      "laisse le shell chercher des fichiers, des dossiers ou des profils.",
      "What bash, zsh and fish ask when the tabulation key is pressed. The words are those typed so far, without the "
      "name of the program, after `--`; the last one is being completed and may be empty. A value a line, then a tab "
      "and what it is; a line `:files`, `:folders` or `:profiles` leaves it to the shell to look for files, folders "
      "or profiles."},
     {"planner complete -- why ville.yaml link\nplanner complete -- init --commune saint-et",
      "planner complete -- why town.yaml link\nplanner complete -- init --commune saint-et"}},
    {"help", pl_command_help, 0, 1, 0,
     {"[COMMANDE|CODE]", "[COMMAND|CODE]"},
     {"affiche cette aide, explique une commande ou le code d’un message",
      "shows this help, explains a command or the code of a message"},
     {"« planner help profile » montre un profil d’exemple.", "`planner help profile` shows an example of a profile."},
     {"planner help batch\nplanner help P012\nplanner help codes\nplanner help profile",
      "planner help batch\nplanner help P012\nplanner help codes\nplanner help profile"}},
    {"version", pl_command_version, 0, 0, 0,
     {"", ""},
     {"affiche la version", "shows the version"},
     {"La même chose que --version.", "The same as --version."},
     {"planner version", "planner version"}},
    {NULL, NULL, 0, 0, 0, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}},
};

const uint64_t pl_repeated_options = BIT(SET);

const struct pl_option_info pl_option_infos[PL_OPTIONS] = {
    [PL_OPTION_OUTPUT] = {"output", 'o', {"FICHIER", "FILE"}, NULL,
                          {"écrit dans ce fichier, en entier ou pas du tout",
                           "writes to this file, whole or not at all"}},
    [PL_OPTION_FORMAT] = {"format", 'f', {"FORMAT", "FORMAT"}, NULL, {"format de sortie", "output format"}},
    [PL_OPTION_LANG] = {"lang", 0, {"fr|en", "fr|en"}, language_words,
                        {"langue du rapport (sinon celle du profil, sinon le français)",
                         "language of the report (else the profile's, else French)"}},
    [PL_OPTION_EDITION] = {"edition", 0, {"2011|2026", "2011|2026"}, NULL,
                           {"édition du catalogue (la dernière par défaut)",
                            "edition of the catalogue (the latest by default)"}},
    [PL_OPTION_DATE] = {"date", 0, {"AAAA-MM-JJ", "YYYY-MM-DD"}, NULL,
                        {"jour pour lequel vaut le conseil (sinon SOURCE_DATE_EPOCH, sinon aujourd’hui)",
                         "day for which the advice holds (else SOURCE_DATE_EPOCH, else today)"}},
    [PL_OPTION_KNOWLEDGE] = {"knowledge", 0, {"DOSSIER", "DIR"}, NULL,
                             {"connaissances à charger à la place de celles du programme",
                              "knowledge to load instead of the program's own"}},
    [PL_OPTION_STRICT] = {"strict", 0, {NULL, NULL}, NULL,
                          {"traite un avertissement comme une erreur", "treats a warning as an error"}},
    [PL_OPTION_DOCUMENT] = {"document", 0, {"ID", "ID"}, NULL,
                            {"document à écrire (sinon strategy) ; « planner documents » les donne",
                             "document to write (else strategy); `planner documents` lists them"}},
    [PL_OPTION_SECTIONS] = {"sections", 0, {"LISTE", "LIST"}, NULL,
                            {"sections à écrire, séparées par des virgules", "sections to write, separated by commas"}},
    [PL_OPTION_TEMPLATE] = {"template", 0, {"FICHIER", "FILE"}, NULL,
                            {"document Word dont le rapport en docx reprend styles, en-têtes et mise en page",
                             "Word document whose styles, headers and page the report in docx takes over"}},
    [PL_OPTION_YEAR] = {"year", 0, {NULL, NULL}, NULL,
                        {"ajoute les dix semaines les plus lentes de l’année à venir",
                         "adds the ten slowest weeks of the coming year"}},
    [PL_OPTION_HEADING_LEVEL] = {"heading-level", 0, {"1-4", "1-4"}, level_words,
                                 {"niveau du titre, pour insérer le rapport dans un autre",
                                  "level of the title, to insert the report into another"}},
    [PL_OPTION_FRONT_MATTER] = {"front-matter", 0, {NULL, NULL}, NULL,
                                {"met le titre et la date en métadonnées, pour pandoc",
                                 "puts title and date into metadata, for pandoc"}},
    [PL_OPTION_DIRECTORY] = {"directory", 'd', {"DOSSIER", "DIR"}, NULL, {"dossier où écrire", "folder to write into"}},
    [PL_OPTION_COMMUNE] = {"commune", 0, {"NOM", "NAME"}, NULL,
                           {"collectivité du répertoire officiel, par son nom",
                            "authority of the official register, by its name"}},
    [PL_OPTION_CODE] = {"code", 0, {"CODE", "CODE"}, NULL, {"code Insee ou Siren", "INSEE or SIREN code"}},
    [PL_OPTION_DEPARTMENT] = {"department", 0, {"CODE|all", "CODE|all"}, NULL,
                              {"code du département", "code of the department"}},
    [PL_OPTION_KIND] = {"kind", 0,
                        {"commune|intercommunality|department|region", "commune|intercommunality|department|region"},
                        kind_words,
                        {"type de collectivité", "kind of authority"}},
    [PL_OPTION_SINCE] = {"since", 0, {"AAAA-MM-JJ", "YYYY-MM-DD"}, NULL,
                         {"jour depuis lequel faire le point", "day since which to take stock"}},
    [PL_OPTION_AGAINST] = {"against", 0, {"FICHIER", "FILE"}, NULL,
                           {"plan adopté, en JSON", "adopted plan, in JSON"}},
    [PL_OPTION_JOBS] = {"jobs", 'j', {"N", "N"}, NULL,
                        {"nombre de tâches (par défaut, celui des processeurs)",
                         "number of jobs (by default, that of the processors)"}},
    [PL_OPTION_FORCE] = {"force", 0, {NULL, NULL}, NULL,
                         {"remplace les fichiers qui existent", "replaces files that exist"}},
    [PL_OPTION_SUMMARY] = {"summary", 0, {"FICHIER", "FILE"}, NULL,
                           {"synthèse, une ligne par collectivité (.csv, .xlsx, .md…)",
                            "summary, one row a town (.csv, .xlsx, .md…)"}},
    [PL_OPTION_SUMMARY_FORMAT] = {"summary-format", 0,
                                  {"csv|csv-fr|jsonl|md|html|xlsx", "csv|csv-fr|jsonl|md|html|xlsx"},
                                  pl_summary_words,
                                  {"format de la synthèse ; csv-fr pour un tableur français",
                                   "format of the summary; csv-fr for a French spreadsheet"}},
    [PL_OPTION_ARCHIVE] = {"archive", 0, {"FICHIER", "FILE"}, NULL,
                           {"tous les rapports dans un fichier, un objet JSON par ligne (.jsonl)",
                            "all reports in one file, one JSON object a line (.jsonl)"}},
    [PL_OPTION_ANSWERS] = {"answers", 0, {"FICHIER", "FILE"}, NULL,
                           {"réponses au questionnaire, une par ligne", "answers to the questionnaire, one a line"}},
    [PL_OPTION_SET] = {"set", 0, {"FAIT=VALEUR", "FACT=VALUE"}, NULL,
                       {"une réponse au questionnaire ; peut être répétée",
                        "an answer to the questionnaire; may be repeated"}},
    [PL_OPTION_NO_INPUT] = {"no-input", 0, {NULL, NULL}, NULL, {"ne pose aucune question", "asks nothing"}},
    [PL_OPTION_PARTIAL] = {"partial", 0, {NULL, NULL}, NULL,
                           {"si la saisie s’arrête, écrit ce qui est connu",
                            "if the input ends, writes what is known"}},
    [PL_OPTION_OPEN] = {"open", 0, {NULL, NULL}, NULL,
                        {"ouvre dans le navigateur la page écrite par -o (xdg-open)",
                         "opens the page that -o wrote in the browser (xdg-open)"}},
    [PL_OPTION_QUIET] = {"quiet", 'q', {NULL, NULL}, NULL, {"tait les avertissements", "leaves warnings out"}},
    [PL_OPTION_COLOR] = {"color", 0, {"auto|always|never", "auto|always|never"}, colour_words,
                         {"couleurs des messages", "colours of messages"}},
    [PL_OPTION_HELP] = {"help", 'h', {NULL, NULL}, NULL, {"affiche l’aide", "shows the help"}},
    [PL_OPTION_VERSION] = {"version", 'V', {NULL, NULL}, NULL, {"affiche la version", "shows the version"}},
};
/* clang-format on */
