# Keys for hands that know Emacs.  In ~/.config/bootwalk/config:  include keys.emacs
bind Ctrl-N down
bind Ctrl-P up
bind Ctrl-V page-down
bind Alt-v page-up
bind Ctrl-F stop
bind Ctrl-B back-stop
bind Alt-< first
bind Alt-> last
bind Alt-x command
bind Alt-s find
bind Ctrl-O pane
bind Ctrl-G close
