#compdef planner
# zsh completion of planner: the program says what fits (planner help complete).
_planner() {
    local line before
    local -a values shown
    for line in "${(@f)$(planner complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
        :files) compset -P '-*='; _files ;;
        :folders) compset -P '-*='; _files -/ ;;
        :profiles) _files -g '*.(yaml|yml)(-.)' ;;
        ?*) values+=("${line%%$'\t'*}") shown+=("${line/$'\t'/  -- }") ;;
        esac
    done
    compadd -U -l -d shown -a values
}
_planner "$@"
