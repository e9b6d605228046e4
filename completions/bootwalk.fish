# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of bootwalk for fish.  What it offers comes from the program itself.

function __bootwalk_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l before
    set -l value $word
    if string match -q -- '--*=*' $word
        set before (string replace -r '=.*' '=' -- $word)
        set value (string replace -r '^[^=]*=' '' -- $word)
    end
    for line in (command $words[1] complete -- $words[2..-1] $word 2>/dev/null)
        switch $line
            case \tfiles
                for path in (__fish_complete_path "$value")
                    echo "$before$path"
                end
            case \tdirs
                for path in (__fish_complete_directories "$value" '')
                    echo "$before$path"
                end
            case '*'
                echo $line
        end
    end
end

complete -c bootwalk -f -a '(__bootwalk_complete)'
