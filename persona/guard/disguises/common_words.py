"""Common words of English, German, French, Spanish, Portuguese, Italian and Dutch: what reads as them is language."""

COMMON = frozenset(
    (
        "the and that have for not with you this but his from they say her she will one all would there their what "
        "out about who get which when make can like time just him know take people into year your some could them "
        "see other than then now look only come over think also back after use how our work first well way even new "
        "want because any these give most was were had has are been did said is it of to in my me on we be at so if "
        "der die und ist das nicht ein eine ich sie mit auf dem den des für von als auch noch nach wie aus bei wir "
        "aber oder wenn nur war haben hat werden sich über kann mir dir mein dein zum zur habe sind "
        "les des est pas pour que qui dans une sur avec plus par ce il mais nous vous tout fait être cette elle sont "
        "ont aux mon ton son comme très je tu "
        "los las una que por con para del como pero más este esta muy todo tiene cuando porque desde hay ser son fue "
        "está "
        "uma não com mais mas como foi ele das dos seu sua pelo pela isso tem quando muito nos já você são "
        "che non per una con del della sono come anche questo più gli alla nel era suo mia tuo hanno essere quando "
        "perché dei "
        "het een van dat niet zijn voor met maar ook aan wat wordt naar heb heeft dit door deze jij bij uit hoe dan "
        "kan mijn"
    ).split()
)
