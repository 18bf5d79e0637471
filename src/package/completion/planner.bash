# bash completion of planner: the program says what fits (planner help complete).
_planner() {
    local line words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        :files) compopt -o default ;;
        :folders) compopt -o dirnames ;;
        :profiles) compopt -o plusdirs -o filenames; mapfile -t COMPREPLY < <(compgen -f -X '!*.y*ml' -- "$2") ;;
        *' '*$'\t'*) compopt -o filenames ;& # a name with spaces is quoted
        *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <(planner complete -- "${words[@]//[\"\'\\]/}" "${2//\\/}" 2>/dev/null)
}
complete -F _planner planner
