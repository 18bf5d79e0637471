# fish completion of planner: the program says what fits (planner help complete).
function __planner_complete
    set -l token (commandline -ct | string replace -ra '["\'\\\\]' '')
    set -l before (string match -r -- '^-.*?=|^' $token)
    set -l rest (string replace -r -- '^-.*?=' '' $token)
    for line in (planner complete -- (commandline -opc)[2..] $token 2>/dev/null)
        switch $line
            case :files
                string replace -r '^' -- $before (__fish_complete_path $rest)
            case :folders
                string replace -r '^' -- $before (__fish_complete_directories $rest)
            case :profiles
                __fish_complete_suffix .yaml
            case '*'
                echo $line
        end
    end
end
complete -c planner -f -a '(__planner_complete)'
