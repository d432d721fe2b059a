create table if not exists unicode_character (
    code_point  integer      primary key,
    name        varchar(120) not null,
    words       varchar(124) not null,
    name_length integer      not null,
    script      varchar(60)  not null,
    block       varchar(80)  not null,
    category    varchar(40)  not null
);

create table if not exists likes (
    code_point integer primary key,
    version    integer not null,
    total      bigint  not null
);
