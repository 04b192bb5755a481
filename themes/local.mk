# The looks: one file each, `role = foreground, background, attributes`.
themedir = $(pkgdatadir)/themes
dist_theme_DATA = themes/default.theme themes/light.theme themes/high-contrast.theme themes/mono.theme
