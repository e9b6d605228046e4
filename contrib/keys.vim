# Keys for hands that know vi.  In ~/.config/bootwalk/config:  include keys.vim
# n and N go on in the search, so that next and back-next are on Ctrl-N and Ctrl-P.
bind h back-stop
bind l stop
bind n find-next
bind N find-previous
bind Ctrl-N next
bind Ctrl-P back-next
bind Ctrl-D page-down
bind Ctrl-U page-up
bind Ctrl-F page-down
bind Ctrl-B page-up
